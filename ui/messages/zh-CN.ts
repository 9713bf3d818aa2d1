/**
 * Every Chinese text a page shows. It is the pattern for the other languages: `messages.ts` derives their shape from
 * this one, so that a text missing anywhere does not compile. Written for people at a till, never translated.
 */

import type { OutOfServiceReason } from '../../domain/contract/view.ts'
import type { StaffReason } from '../../domain/sale/fact.ts'
import { panelZhCN } from './zh-CN-panel.ts'
import { paymentZhCN } from './zh-CN-payment.ts'
import { refundZhCN } from './zh-CN-refund.ts'
import { refusalsZhCN } from './zh-CN-refusals.ts'
import { weighZhCN } from './zh-CN-weighing.ts'

export const zhCN = {
  store: {
    lane: (name: string) => `${name} 号机`,
    offline: '离线营业中',
    moment: '请稍候',
    momentBody: '马上就好，已扫的商品都在。',
  },

  dock: {
    label: '语言与帮助',
    language: '语言',
    help: '呼叫店员',
    accessibility: '无障碍',
  },

  accessibility: {
    title: '无障碍',
    reach: '按键移到屏幕下方',
    reachBody: '坐着或个子不高也够得到。',
    largeText: '大字',
    largeTextBody: '小字都放大四分之一。',
    close: '好了',
  },

  attract: {
    title: '请扫描商品',
    body: '把条码对准扫描窗口',
    start: '触摸屏幕开始',
    startBody: '也可以直接扫第一件商品',
    scan: '扫商品',
    pay: '手机付款',
    leave: '拿好离开',
  },

  basket: {
    title: '购物篮',
    lines: '已扫商品',
    emptyTitle: '请扫描第一件商品',
    emptyBody: '听到提示音，商品就会出现在这里。',
    last: '刚刚扫描',
    pieces: (pieces: number) => `共 ${pieces} 件`,
    total: '合计',
    saved: (money: string) => `已省 ${money}`,
    savedLabel: '已优惠',
    each: (money: string) => `单价 ${money}`,
    byWeight: (kilograms: string, money: string) => `${kilograms} 公斤，每公斤 ${money}`,
    taxes: '含税',
    tax: (rate: string, money: string) => `${rate} 为 ${money}`,
    pay: (money: string) => `付款 ${money}`,
    payNothing: '付款',
    enterCode: '输入条码',
    camera: '摄像头扫码',
    cancel: '不买了',
    cancelTitle: '不买这些商品了？',
    cancelBody: '购物篮会清空，商品请交给店员或放回货架。',
    cancelYes: '清空购物篮',
    cancelNo: '继续购物',
    more: (name: string) => `${name}，加一件`,
    fewer: (name: string) => `${name}，减一件`,
    remove: (name: string) => `删除 ${name}`,
    quantity: (name: string) => `${name} 的数量`,
    markdown: (percent: number, date: string) => `临期减 ${percent}%，${date} 到期`,
    recalled: '召回商品，请勿购买',
    ageTag: (age: number) => `满 ${age} 岁可购`,
    ageOk: (age: number) => `已核实满 ${age} 岁`,
    added: (name: string, money: string) => `${name}，${money}`,
  },

  age: {
    title: (age: number) => `有商品须满 ${age} 岁才能购买`,
    body: '请店员看一下证件。可以先继续扫描。',
    call: '请店员核实年龄',
    waiting: '等店员核实',
    waitTitle: '店员正赶来核实年龄',
    waitBody: '请准备好证件。可以先继续扫描。',
  },

  help: {
    title: '店员马上就到',
    body: '请留在这里，可以继续扫描。',
    stay: '请留在这里。',
    recallTitle: '店员正来取走召回商品',
    recallBody: '请不要使用，先放在一边。可以继续扫其余商品。',
    since: (clock: string) => `已呼叫 ${clock}`,
    cancel: '不用了',
  },

  code: {
    title: '输入条码',
    byNumber: '按数字',
    byName: '按名称',
    number: '条码下方的数字',
    numberHint: '例如 6901028075831',
    name: '商品名称',
    nameHint: '输入名称里的字',
    add: '加入购物篮',
    erase: '退格',
    clear: '清空',
    space: '空格',
    close: '返回',
    noHits: '没有找到。换一个词，或请店员帮忙。',
    hits: (count: number) => `找到 ${count} 种`,
    typeMore: '输入名称，结果会出现在这里。',
  },

  camera: {
    title: '摄像头扫码',
    body: '把条码放进框内，停一下。',
    starting: '正在打开摄像头',
    read: '已读到',
    close: '关闭摄像头',
    missing: '这台机器没有可用的摄像头。请用扫描窗口，或输入条码。',
    denied: '摄像头没有开放给本页。请用扫描窗口，或输入条码。',
    failed: '摄像头打不开。请用扫描窗口，或输入条码。',
  },

  weigh: weighZhCN,

  ...paymentZhCN,

  handedOver: {
    offer: '去收银台付款',
    title: '请到人工收银台付款',
    body: '请带好商品，到收银台出示此码。目前尚未付款。',
    parkedTitle: '可以带走商品',
    parkedBody: '请记得回来补付。保留此码，本店任一收银机都可付款。',
    amount: '应付',
    qr: '本篮商品的码',
    printing: '正在打印凭条',
    printed: '凭条已打印',
    failed: '凭条没有打出，请拍下此码。',
    printAgain: '再打印一次',
    finish: '完成',
  },

  idle: {
    title: '您还在吗？',
    body: '没有操作的话，购物篮会清空。',
    stay: '我还在',
    left: '清空前的时间',
  },

  outOfService: {
    title: '这台机器暂停使用',
    body: '请到旁边的机器或人工收银台结账。抱歉耽误您。',
    staff: '店员参考',
    reasons: {
      noCatalogue: '还没有商品目录。请检查网络，等它下载完。',
      notEnrolled: '本机还没有登记到门店。请在后台取登记码。',
      journalUnreadable: '销售记录读不出来。不要重装，请联系 IT。',
      diskFailed: '磁盘写不进去。请不要断电，联系 IT。',
      laneLost: '收银程序没有响应，正在重新启动。',
    } satisfies Record<OutOfServiceReason, string>,
  },

  notice: {
    ok: '知道了',
    help: '请店员帮忙',
    code: (code: string) => `读到 ${code}`,
    unknown: { title: '这一步没有成功', body: '请再试一次，或请店员帮忙。' },
  },

  refusals: refusalsZhCN,

  staff: {
    title: '店员',
    signedIn: (name: string) => `${name} 已登录`,
    signOut: '退出',
    pinTitle: '输入密码',
    pinBody: (badge: string) => `工牌 ${badge}。数字每次打乱，请看清再按。`,
    pin: '密码',
    lockedTitle: '工牌已锁定',
    lockedBody: (badge: string) => `工牌 ${badge}。试的次数太多，请稍后再试，或请店长帮忙。`,
    pinDigits: (count: number) => `已输入 ${count} 位`,
    triesLeft: (tries: number) => `还可以试 ${tries} 次`,
    locked: (clock: string) => `${clock} 后可再试`,
    enter: '登录',
    cancel: '取消',
    basket: '本机购物篮',
    noBasket: '现在没有顾客在用。',
    paying: '顾客正在付款，付完或返回后才能改。',
    recallTitle: (name: string) => `召回商品：${name}`,
    recallBody: '请把这一件从顾客处取走，单独存放。',
    recallBatch: (batch: string) => `批号 ${batch}`,
    recallSerial: (serial: string) => `序列号 ${serial}`,
    ageTitle: (age: number) => `需要核实：满 ${age} 岁`,
    ageBody: '请看证件上的出生日期。',
    ageApprove: '已满年龄，同意',
    ageRefuse: '不同意',
    voidLine: '作废',
    voidLineOf: (name: string) => `作废 ${name}`,
    override: '改价',
    overrideOf: (name: string) => `修改 ${name} 的价格`,
    overrideTitle: '改价',
    newPrice: '新单价',
    listPrice: (money: string) => `原价 ${money}`,
    choosePrice: '输入新单价，再选原因。',
    voidBasket: '作废整篮',
    handOver: '转人工收银台',
    park: '未付先走',
    voidBasketTitle: '作废整个购物篮？',
    voidLineTitle: '作废这件商品？',
    chooseReason: '选择原因即生效',
    back: '返回',
    panel: '设备与同步',
    helpDone: '结束呼叫',
    reasons: {
      shopperChangedMind: '顾客不要了',
      wrongPrice: '价格不对',
      damaged: '商品破损',
      promotion: '促销调整',
      scannedTwice: '多扫了',
      other: '其他',
    } satisfies Record<StaffReason, string>,
  },

  refund: refundZhCN,

  panel: panelZhCN,

  spans: {
    seconds: (count: number) => `${count} 秒`,
    minutes: (count: number) => `${count} 分钟`,
    hours: (count: number) => `${count} 小时`,
    days: (count: number) => `${count} 天`,
  },

  crash: {
    title: '请稍候',
    body: '页面正在重新打开，已扫的商品都在。',
  },
} as const
