/**
 * Takes an answer of the gateway apart without changing a character: the node that was signed, its signature, and the
 * serial of the certificate that made it. Whatever does not have exactly this form is refused by name; whether the
 * signature fits is not decided here.
 */

import { err, ok, type Result } from '../../domain/result.ts'
import { type JsonMember, membersOf } from './json-members.ts'

export type AnswerRefusal =
  | { readonly kind: 'AnswerTooLong'; readonly chars: number }
  /** Cut short, or never JSON. */
  | { readonly kind: 'AnswerNotJson' }
  | { readonly kind: 'AnswerKeyTwice'; readonly name: string }
  /** The first member is not the node of the method asked for. */
  | { readonly kind: 'AnswerNodeMissing' }
  | { readonly kind: 'AnswerUnsigned' }

export interface Answer {
  /** The node's own characters: what the signature covers. */
  readonly node: string
  readonly isError: boolean
  /** Absent on an error that the gateway raised before it knew who asked. */
  readonly signature: string | undefined
  readonly certificateSn: string | undefined
}

const answerCharsMax = 1_048_576
const nameCharsMax = 64
const errorNode = 'error_response'

function isObject(text: string): boolean {
  // JSON.parse reports malformed text by throwing; to this wall it is an answer that came broken.
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
  } catch {
    return false
  }
}

function twice(members: readonly JsonMember[]): string | undefined {
  const seen = new Set<string>()
  return members.find(({ name }) => seen.size === seen.add(name).size)?.name
}

function stringOf(members: readonly JsonMember[], name: string): string | undefined {
  const raw = members.find((member) => member.name === name)?.raw
  const value: unknown = raw === undefined ? undefined : JSON.parse(raw)
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** `alipay.trade.query` is answered in `alipay_trade_query_response`. */
const nodeNameOf = (method: string): string => `${method.replaceAll('.', '_')}_response`

export function readAnswer(body: string, method: string): Result<Answer, AnswerRefusal> {
  if (body.length > answerCharsMax) return err({ kind: 'AnswerTooLong', chars: body.length })
  if (!isObject(body)) return err({ kind: 'AnswerNotJson' })
  const members = membersOf(body)
  const [node] = members
  const isNode = node?.name === nodeNameOf(method) || node?.name === errorNode
  const name = twice(members) ?? (isNode && isObject(node.raw) ? twice(membersOf(node.raw)) : undefined)
  if (name !== undefined) return err({ kind: 'AnswerKeyTwice', name: name.slice(0, nameCharsMax) })
  if (!isNode || !isObject(node.raw)) return err({ kind: 'AnswerNodeMissing' })
  const isError = node.name === errorNode
  const signature = stringOf(members, 'sign')
  if (signature === undefined && !isError) return err({ kind: 'AnswerUnsigned' })
  return ok({ node: node.raw, isError, signature, certificateSn: stringOf(members, 'alipay_cert_sn') })
}
