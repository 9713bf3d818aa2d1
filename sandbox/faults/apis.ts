/**
 * Every call a fault can aim at, by name, with what kind of call it is and whose words it speaks. A new endpoint of
 * any provider adds a line here; which faults fit it follows from its role and wire.
 */

export type Role =
  | 'order'
  | 'pay'
  | 'query'
  | 'close'
  | 'reverse'
  | 'refund'
  | 'refundQuery'
  | 'bill'
  | 'billFile'
  | 'other'
  | 'notify'
  | 'host'

/**
 * WeChat Pay v3 (JSON, signed headers) and v2 (XML, signed fields); Alipay's openapi (signed parameters) and its REST
 * twin (signed headers); what each of the two delivers, sealed JSON or a signed form; the listener itself.
 */
export type Wire = 'v3' | 'v2' | 'openapi' | 'openapiV3' | 'notify' | 'form' | 'host'

export interface ApiTraits {
  readonly role: Role
  readonly wire: Wire
}

const v3 = (role: Role) => ({ role, wire: 'v3' }) as const
const v2 = (role: Role) => ({ role, wire: 'v2' }) as const
const openapi = (role: Role) => ({ role, wire: 'openapi' }) as const
const openapiV3 = (role: Role) => ({ role, wire: 'openapiV3' }) as const

export const traitsByApi = {
  native: v3('order'),
  codepay: v3('pay'),
  query: v3('query'),
  close: v3('close'),
  reverse: v3('reverse'),
  refund: v3('refund'),
  refundQuery: v3('refundQuery'),
  tradebill: v3('bill'),
  fundflowbill: v3('bill'),
  billFile: v3('billFile'),
  certificates: v3('other'),
  notify: { role: 'notify', wire: 'notify' },
  v2_micropay: v2('pay'),
  v2_facepay: v2('pay'),
  v2_orderquery: v2('query'),
  v2_facepayquery: v2('query'),
  v2_closeorder: v2('close'),
  v2_reverse: v2('reverse'),
  v2_facepayreverse: v2('reverse'),
  v2_refund: v2('refund'),
  v2_refundquery: v2('refundQuery'),
  v2_downloadbill: v2('bill'),
  v2_authinfo: v2('other'),
  alipay_precreate: openapi('order'),
  alipay_pay: openapi('pay'),
  alipay_query: openapi('query'),
  alipay_close: openapi('close'),
  alipay_cancel: openapi('reverse'),
  alipay_refund: openapi('refund'),
  alipay_refund_query: openapi('refundQuery'),
  alipay_smile: openapi('other'),
  alipay_bill: openapi('bill'),
  alipay_bill_file: openapi('billFile'),
  alipay_notify: { role: 'notify', wire: 'form' },
  alipay_v3_precreate: openapiV3('order'),
  alipay_v3_pay: openapiV3('pay'),
  alipay_v3_query: openapiV3('query'),
  alipay_v3_close: openapiV3('close'),
  alipay_v3_cancel: openapiV3('reverse'),
  alipay_v3_refund: openapiV3('refund'),
  alipay_v3_refund_query: openapiV3('refundQuery'),
  alipay_v3_smile: openapiV3('other'),
  alipay_v3_bill: openapiV3('bill'),
  host: { role: 'host', wire: 'host' },
} as const satisfies Readonly<Record<string, ApiTraits>>

export type Api = keyof typeof traitsByApi

const isApi = (name: string): name is Api => Object.hasOwn(traitsByApi, name)
export const apis: readonly Api[] = Object.keys(traitsByApi).filter(isApi)
