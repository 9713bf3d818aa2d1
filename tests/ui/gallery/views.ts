/**
 * A view for every screen and every hard case of it, as a lane would send them. The gallery and its tests walk this
 * list; a new screen is judged by adding it here.
 */

import type { RefundDeskView } from '../../../domain/contract/staff-view.ts'
import type { LaneView } from '../../../domain/contract/view.ts'
import type { Language } from '../../../domain/item.ts'
import { basketOfLines, basketUnderRules, basketWithAge, basketWithLongName } from './goods.ts'
import { nowMs } from './moment.ts'
import { faultyPanel, soundPanel } from './panels.ts'
import {
  allCovered,
  checking,
  confirming,
  covering,
  late,
  looking,
  making,
  notPaid,
  paid,
  paying,
  reference,
  tender,
  wallets,
} from './paying.ts'
import { desks } from './refund-desks.ts'
import { amountMinor, calm, few, notice, shopping } from './shopping.ts'
import { held } from './tenders.ts'

const signedIn: LaneView['attendant'] = { kind: 'signedIn', badge: 'A1007', name: '王敏' }

const recalledPack: NonNullable<LaneView['helpAbout']> = {
  names: { 'zh-CN': '牧云坡原味酸奶 900g', en: 'Muyunpo Plain Yoghurt 900 g' },
  code: '6990128000058',
  batch: 'L2611',
  serial: null,
  reason: '可能混有玻璃碎屑，请单独存放。May contain glass: keep apart, do not reshelve.',
}

const atDesk = (refundDesk: RefundDeskView): LaneView => ({ ...calm, attendant: signedIn, refundDesk })

const weighing = (
  state: Extract<LaneView['screen'], { readonly kind: 'weighing' }>['state'],
  grams: number | null = null,
  names = { 'zh-CN': '田小满海南香蕉 散称', en: 'Tianxiaoman Hainan Bananas Loose' },
): LaneView => ({
  ...few,
  screen: {
    kind: 'weighing',
    gtin: '6990128000027',
    names,
    department: 'produce',
    unitMinor: 780,
    state,
    grams,
    amountMinor: grams === null ? null : Math.round((780 * grams) / 1_000),
    minGrams: 40,
    maxGrams: 15_000,
  },
})

const longest = basketWithLongName().lines.at(-1)?.names

const hits = basketOfLines(6).lines.map(({ gtin, names, department, listMinor }) => ({
  code: gtin,
  names,
  department,
  priceMinor: listMinor,
}))

const views: Readonly<Record<string, LaneView>> = {
  attract: calm,
  'attract-offline': { ...calm, online: false },
  'basket-empty': shopping(0),
  'basket-one': shopping(1),
  'basket-few': few,
  'basket-long-name': { ...few, basket: basketWithLongName() },
  'basket-twenty': shopping(20),
  'basket-two-hundred': shopping(200),
  'basket-refused': { ...few, notice: notice('UnknownCode', { code: '6901028075831' }) },
  'basket-too-many': { ...few, notice: notice('QuantityOutOfRange', { figure: 99 }) },
  'basket-help': { ...few, helpSinceMs: nowMs - 42_000 },
  'basket-age': { ...few, basket: basketWithAge(), approvalAge: 18 },
  'basket-age-wait': { ...few, basket: basketWithAge(), approvalAge: 18, helpSinceMs: nowMs - 65_000 },
  'basket-idle': { ...few, idleEndsAtMs: nowMs + 24_000 },
  'basket-marked-down': { ...few, basket: basketUnderRules() },
  'basket-recalled': {
    ...few,
    notice: notice('Recalled', { code: '6990128000058', names: recalledPack.names }),
    helpSinceMs: nowMs - 4_000,
    helpAbout: recalledPack,
  },
  'basket-recalled-late': {
    ...few,
    basket: basketUnderRules(),
    notice: notice('RecalledInBasket', { names: recalledPack.names }),
    helpSinceMs: nowMs - 4_000,
    helpAbout: recalledPack,
  },
  'attract-recalled': {
    ...calm,
    notice: notice('Recalled', { code: '6990128000058', names: recalledPack.names }),
    helpSinceMs: nowMs - 4_000,
    helpAbout: recalledPack,
  },
  'basket-limited': { ...few, notice: notice('QuantityLimited', { figure: 2, names: recalledPack.names }) },
  'basket-hours': {
    ...few,
    notice: notice('NotAtThisHour', {
      names: { 'zh-CN': '泉声坊清香白酒 500ml', en: 'Quanshengfang Clear Liquor 500 ml' },
      hours: { fromMinute: 1_320, untilMinute: 480 },
    }),
  },
  'basket-sold-before': { ...few, notice: notice('SoldBefore', { code: '6990128000058' }) },
  'basket-search': { ...few, search: { text: 'milk', hits } },
  'weigh-empty': weighing('empty', 0),
  'weigh-moving': weighing('moving', 518),
  'weigh-steady': weighing('steady', 732),
  'weigh-long-name': weighing('steady', 14_685, longest),
  'weigh-too-light': weighing('tooLight', 12),
  'weigh-too-heavy': weighing('tooHeavy'),
  'weigh-under-zero': weighing('underZero'),
  'weigh-not-cleared': weighing('notCleared'),
  'weigh-connecting': weighing('connecting'),
  'weigh-lost': weighing('lost'),
  'weigh-lost-help': { ...weighing('lost'), helpSinceMs: nowMs - 12_000 },
  'weigh-refused': {
    ...weighing('empty', 0),
    notice: notice('WeighingInProgress', { code: '6901028075831' }),
  },
  'weigh-idle': { ...weighing('empty', 0), idleEndsAtMs: nowMs + 24_000 },
  tender: tender(),
  'tender-three-wallets': tender({ wallets: ['wechat', 'alipay', 'pix'] }),
  'tender-one-wallet': tender({ wallets: ['wechat'], chargeableWallets: [] }),
  'tender-covered': tender({
    tenders: held(3_000),
    amountMinor: amountMinor - 3_500,
  }),
  'tender-code-again': tender({ asksAgain: 'code' }),
  'tender-face': tender({ faceWallets: ['alipay'] }),
  'tender-two-faces': tender({ faceWallets: wallets }),
  'tender-face-again': tender({ faceWallets: wallets, asksAgain: 'face' }),
  'tender-not-recognised': tender({ faceWallets: wallets, notSeen: 'notRecognised' }),
  'tender-camera-lost': tender({ notSeen: 'terminalLost' }),
  'tender-face-refused': tender({
    faceWallets: wallets,
    notPaid: { method: 'face', ending: 'codeRefused', reference, isReturning: false },
  }),
  'look-opening': looking(null, false),
  look: looking(nowMs + 24_000),
  'look-help': { ...looking(nowMs + 7_000), helpSinceMs: nowMs - 12_000 },
  'tender-all-covered': allCovered(),
  'not-covered': allCovered({
    notPaid: { method: 'cover', ending: 'notCovered', reference: null, isReturning: false },
  }),
  covering: covering(1_000),
  'covering-long': covering(14_000),
  'tender-offline': { ...tender(), online: false },
  'tender-payee-code': { ...tender(), notice: notice('PayeeCode') },
  'not-paid-closed': notPaid('closed'),
  'not-paid-unavailable': notPaid('unavailable'),
  'not-paid-code-refused': notPaid('codeRefused'),
  'not-paid-returning': notPaid('closed', true),
  'pay-making': making(),
  pay: paying(96_000),
  'pay-alipay': paying(96_000, {
    wallet: 'alipay',
    codeUrl: 'https://qr.alipay.com/bax03431ljhokirwl38f00a7',
  }),
  'pay-one-wallet': paying(96_000, { chargeableWallets: [], hasChoice: false }),
  'pay-hurry': paying(18_000),
  charging: confirming(null),
  'charging-face': confirming(null, 'face'),
  password: confirming(nowMs + 38_000),
  checking: checking(3_000),
  'checking-long': checking(14_000),
  paid: paid('printed'),
  'paid-printing': paid('waiting'),
  'paid-unprinted': paid('failed'),
  'late-basket': { ...few, orphans: [late('returning')] },
  'late-tender': { ...tender(), orphans: [late('returning')] },
  'late-not-paid': { ...notPaid('closed'), orphans: [late('returning')] },
  'late-paying': { ...paying(96_000), orphans: [late('returning')] },
  'late-paid': { ...paid('printed'), orphans: [late('returned')] },
  'late-needs-person': { ...paid('printed'), orphans: [late('needsPerson')] },
  'late-attract': { ...calm, orphans: [late('returning')] },
  'late-two': {
    ...paid('failed'),
    orphans: [late('returning', { paymentId: 'p2', wallet: 'wechat' }), late('returned')],
  },
  'handed-over': {
    ...few,
    online: false,
    screen: {
      kind: 'handedOver',
      code: 'HANDOVER-k3JfQ0aZ9mXw7TnRb2VcLg',
      amountMinor,
      isParked: false,
      print: 'printed',
    },
  },
  'handed-over-card': {
    ...few,
    online: false,
    screen: {
      kind: 'handedOver',
      code: 'HANDOVER-k3JfQ0aZ9mXw7TnRb2VcLg',
      amountMinor,
      isParked: false,
      print: 'printed',
    },
    notice: notice('TendersReturned'),
  },
  'handed-over-parked': {
    ...few,
    online: false,
    screen: {
      kind: 'handedOver',
      code: 'HANDOVER-k3JfQ0aZ9mXw7TnRb2VcLg',
      amountMinor,
      isParked: true,
      print: 'failed',
    },
  },
  'basket-offline-pay': { ...few, online: false, notice: notice('NoConnection') },
  'out-of-service': {
    ...calm,
    screen: { kind: 'outOfService', reason: 'diskFailed', detail: 'SQLITE_FULL: database or disk is full' },
  },
  'staff-pin': { ...few, attendant: { kind: 'pin', badge: 'A1007', triesLeft: 4, lockedUntilMs: null } },
  'staff-pin-wrong': {
    ...few,
    attendant: { kind: 'pin', badge: 'A1007', triesLeft: 3, lockedUntilMs: null },
    notice: notice('WrongPin', { figure: 3 }),
  },
  'staff-pin-locked': {
    ...few,
    attendant: { kind: 'pin', badge: 'A1007', triesLeft: 0, lockedUntilMs: nowMs + 252_000 },
  },
  'staff-age': { ...few, basket: basketWithAge(), approvalAge: 18, attendant: signedIn },
  'staff-recalled': {
    ...few,
    attendant: signedIn,
    helpSinceMs: nowMs - 30_000,
    helpAbout: recalledPack,
  },
  'staff-basket': { ...shopping(20), attendant: signedIn, helpSinceMs: nowMs - 30_000 },
  'staff-late': {
    ...calm,
    attendant: signedIn,
    orphans: [
      late('returning'),
      late('returned', { paymentId: 'p2', wallet: 'wechat', atMs: nowMs - 3 * 3_600_000 }),
      late('needsPerson', { paymentId: 'p3', atMs: nowMs - 9 * 3_600_000 }),
    ],
  },
  'staff-offline': { ...few, online: false, attendant: signedIn },
  'staff-empty': { ...calm, attendant: signedIn },
  'staff-paying': { ...paying(96_000), attendant: signedIn },
  ...Object.fromEntries(Object.entries(desks).map(([name, desk]) => [`refund-${name}`, atDesk(desk)])),
  'refund-offline': { ...atDesk(desks.find), online: false, notice: notice('RefundOutOfReach') },
  'refund-too-large': { ...atDesk(desks.units), notice: notice('RefundTooLarge') },
  'panel-sound': { ...few, attendant: signedIn, panel: soundPanel },
  'panel-faults': { ...few, online: false, attendant: signedIn, panel: faultyPanel },
}

export const viewNames: readonly string[] = Object.keys(views)

export const viewOf = (name: string, language: Language): LaneView => ({ ...(views[name] ?? calm), language })
