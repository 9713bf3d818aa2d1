/**
 * Every English text a page shows, written for people at a till. Its shape is the Chinese file's; `messages.ts`
 * refuses to compile when one says less than the other.
 */

import { panelEn } from './en-panel.ts'
import { paymentEn } from './en-payment.ts'
import { refundEn } from './en-refund.ts'
import { refusalsEn } from './en-refusals.ts'
import { weighEn } from './en-weighing.ts'
import { plural } from './plural.ts'

export const en = {
  store: {
    lane: (name: string) => `Lane ${name}`,
    offline: 'Working offline',
    moment: 'One moment',
    momentBody: 'Nothing you scanned is lost.',
  },

  dock: {
    label: 'Language and help',
    language: 'Language',
    help: 'Call for help',
    accessibility: 'Accessibility',
  },

  accessibility: {
    title: 'Accessibility',
    reach: 'Move buttons lower',
    reachBody: 'Everything to touch comes within reach from a seat.',
    largeText: 'Larger text',
    largeTextBody: 'Small words grow by a quarter.',
    close: 'Done',
  },

  attract: {
    title: 'Scan your items',
    body: 'Hold the barcode to the scanner',
    start: 'Touch to start',
    startBody: 'or simply scan your first item',
    scan: 'Scan',
    pay: 'Pay by phone',
    leave: 'Take and go',
  },

  basket: {
    title: 'Basket',
    lines: 'Scanned items',
    emptyTitle: 'Scan your first item',
    emptyBody: 'You hear a sound, and it appears here.',
    last: 'Just scanned',
    pieces: (pieces: number) => plural(pieces, 'item', 'items'),
    total: 'Total',
    saved: (money: string) => `${money} saved`,
    savedLabel: 'Saved',
    each: (money: string) => `${money} each`,
    byWeight: (kilograms: string, money: string) => `${kilograms} kg at ${money} a kilogram`,
    taxes: 'Tax included',
    tax: (rate: string, money: string) => `${money} at ${rate}`,
    pay: (money: string) => `Pay ${money}`,
    payNothing: 'Pay',
    enterCode: 'Enter a code',
    camera: 'Use camera',
    cancel: 'Cancel',
    cancelTitle: 'Leave these items here?',
    cancelBody: 'The basket will be emptied. Please hand the items to staff or put them back.',
    cancelYes: 'Empty the basket',
    cancelNo: 'Keep shopping',
    more: (name: string) => `One more ${name}`,
    fewer: (name: string) => `One fewer ${name}`,
    remove: (name: string) => `Remove ${name}`,
    quantity: (name: string) => `Quantity of ${name}`,
    markdown: (percent: number, date: string) => `${percent}% off, good until ${date}`,
    recalled: 'Recalled, do not buy',
    ageTag: (age: number) => `Age ${age} and over`,
    ageOk: (age: number) => `Age ${age} checked`,
    added: (name: string, money: string) => `${name}, ${money}`,
  },

  age: {
    title: (age: number) => `An item is for people of ${age} and over`,
    body: 'Staff will look at your ID. You can keep scanning.',
    call: 'Ask for an age check',
    waiting: 'Waiting for staff',
    waitTitle: 'Someone is coming to check your age',
    waitBody: 'Have your ID ready. You can keep scanning.',
  },

  help: {
    title: 'Someone is on the way',
    body: 'Please stay here. You can keep scanning.',
    stay: 'Please stay here.',
    recallTitle: 'Someone is coming for the recalled item',
    recallBody: 'Please do not use it and keep it apart. You can keep scanning.',
    since: (clock: string) => `Called ${clock} ago`,
    cancel: 'No longer needed',
  },

  code: {
    title: 'Enter a code',
    byNumber: 'By number',
    byName: 'By name',
    number: 'The number under the barcode',
    numberHint: 'for example 6901028075831',
    name: 'Name of the item',
    nameHint: 'Type part of the name',
    add: 'Add to basket',
    erase: 'Erase',
    clear: 'Clear',
    space: 'Space',
    close: 'Back',
    noHits: 'Nothing found. Try another word, or call for help.',
    hits: (count: number) => `${plural(count, 'item', 'items')} found`,
    typeMore: 'Type a name and the items appear here.',
  },

  camera: {
    title: 'Scan with the camera',
    body: 'Hold the barcode in the frame for a moment.',
    starting: 'Opening the camera',
    read: 'Read',
    close: 'Close the camera',
    missing: 'This machine has no camera to use. Scan at the window, or enter the code.',
    denied: 'The camera is not open to this page. Scan at the window, or enter the code.',
    failed: 'The camera does not open. Scan at the window, or enter the code.',
  },

  weigh: weighEn,

  ...paymentEn,

  handedOver: {
    offer: 'Pay at a till',
    title: 'Please pay at a till',
    body: 'Take your things and show this code there. Nothing has been paid.',
    parkedTitle: 'You can take your things',
    parkedBody: 'Please come back to pay. Keep this code: any checkout here takes it.',
    amount: 'To pay',
    qr: 'Code of this basket',
    printing: 'Printing your slip',
    printed: 'Slip printed',
    failed: 'The slip did not print. Take a photo of the code.',
    printAgain: 'Print again',
    finish: 'Done',
  },

  idle: {
    title: 'Are you still there?',
    body: 'Without a touch the basket will be emptied.',
    stay: 'I am still here',
    left: 'Time before the basket is emptied',
  },

  outOfService: {
    title: 'This checkout is closed',
    body: 'Please use the next one, or a staffed till.',
    staff: 'For staff',
    reasons: {
      noCatalogue: 'There is no catalogue yet. Check the network and wait for the download.',
      notEnrolled: 'This lane is not enrolled. Get a code from the back office.',
      journalUnreadable: 'The sales journal cannot be read. Do not reinstall; call IT.',
      diskFailed: 'The disk does not take writes. Leave the power on and call IT.',
      laneLost: 'The lane program does not answer and is being restarted.',
    },
  },

  notice: {
    ok: 'OK',
    help: 'Call for help',
    code: (code: string) => `Read ${code}`,
    unknown: { title: 'That did not work', body: 'Try again, or call for help.' },
  },

  refusals: refusalsEn,

  staff: {
    title: 'Staff',
    signedIn: (name: string) => `${name} is signed in`,
    signOut: 'Sign out',
    pinTitle: 'Enter your PIN',
    pinBody: (badge: string) => `Badge ${badge}. The digits change places each time.`,
    pin: 'PIN',
    lockedTitle: 'This badge is locked',
    lockedBody: (badge: string) => `Badge ${badge}. Too many tries. Wait a while, or ask the manager.`,
    pinDigits: (count: number) => `${plural(count, 'digit', 'digits')} entered`,
    triesLeft: (tries: number) => `${plural(tries, 'try', 'tries')} left`,
    locked: (clock: string) => `Try again in ${clock}`,
    enter: 'Sign in',
    cancel: 'Cancel',
    basket: "This lane's basket",
    noBasket: 'Nobody is shopping here now.',
    paying: 'A payment is open. Changes wait until it is paid or left.',
    recallTitle: (name: string) => `Recalled: ${name}`,
    recallBody: 'Take this pack away from the shopper and put it aside.',
    recallBatch: (batch: string) => `Batch ${batch}`,
    recallSerial: (serial: string) => `Serial number ${serial}`,
    ageTitle: (age: number) => `To check: age ${age} and over`,
    ageBody: 'Look at the date of birth on the ID.',
    ageApprove: 'Old enough, approve',
    ageRefuse: 'Refuse',
    voidLine: 'Void',
    voidLineOf: (name: string) => `Void ${name}`,
    override: 'Price',
    overrideOf: (name: string) => `Change the price of ${name}`,
    overrideTitle: 'Change the price',
    newPrice: 'New unit price',
    listPrice: (money: string) => `List price ${money}`,
    choosePrice: 'Enter the new unit price, then choose a reason.',
    voidBasket: 'Void basket',
    handOver: 'Hand over to a till',
    park: 'Let go unpaid',
    voidBasketTitle: 'Void the whole basket?',
    voidLineTitle: 'Void this item?',
    chooseReason: 'Choosing a reason does it',
    back: 'Back',
    panel: 'Devices and sync',
    helpDone: 'End the call',
    reasons: {
      shopperChangedMind: 'Changed mind',
      wrongPrice: 'Wrong price',
      damaged: 'Damaged',
      promotion: 'Promotion',
      scannedTwice: 'Scanned twice',
      other: 'Other',
    },
  },

  refund: refundEn,

  panel: panelEn,

  spans: {
    seconds: (count: number) => plural(count, 'second', 'seconds'),
    minutes: (count: number) => plural(count, 'minute', 'minutes'),
    hours: (count: number) => plural(count, 'hour', 'hours'),
    days: (count: number) => plural(count, 'day', 'days'),
  },

  crash: {
    title: 'One moment',
    body: 'The page is opening again. Nothing you scanned is lost.',
  },
} as const
