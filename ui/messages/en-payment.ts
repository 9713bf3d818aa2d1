/**
 * What the English pages say of money: choosing how to pay, paying, and how it ended. Part of `en.ts`.
 */

export const paymentEn = {
  wallets: { wechat: 'WeChat Pay', alipay: 'Alipay', pix: 'PIX' },

  tender: {
    title: 'Choose how to pay',
    again: 'Try again, or choose another way',
    scan: { wechat: 'Scan with WeChat', alipay: 'Scan with Alipay', pix: 'Scan the PIX code' },
    ownTitle: 'Show your payment code',
    own: (wallets: string) => `Open it in ${wallets} and hold it to the scanner`,
    ownAgain: 'Please show your payment code once more',
    ownAgainBody: 'It did not reach us, and no money was taken. Hold it to the scanner again.',
    face: 'Pay by face',
    faceAgain: {
      title: 'Please look into the camera once more',
      body: 'What it saw did not reach us, and no money was taken.',
    },
    faceRefused: {
      title: 'The wallet did not accept this face',
      body: 'No money was taken. Look into the camera again, or choose another way.',
    },
    notSeen: {
      notRecognised: {
        title: 'The camera did not recognise you',
        body: 'No money was taken. Look straight into it and try again, or choose another way.',
      },
      timedOut: {
        title: 'The camera saw nobody in time',
        body: 'No money was taken. Try again when you are ready, or choose another way.',
      },
      terminalLost: {
        title: 'The camera does not answer',
        body: 'No money was taken. Please choose another way to pay.',
      },
      unavailable: {
        title: 'Paying by face is not possible right now',
        body: 'No money was taken. Choose another way, or try again in a moment.',
      },
    },
    or: ' or ',
    camera: 'Use camera',
    leave: 'Back to basket',
    covered: {
      storedValue: (hint: string) => `Store card ending ${hint}`,
      coupon: (hint: string) => `Coupon ending ${hint}`,
    },
    remove: 'Remove',
    toPay: 'Left to pay',
    coveredTitle: 'Nothing left to pay',
    finish: 'Finish',
    returning: 'Your money returns by itself',
    returningBody: 'It was not used for this purchase and is on its way back. You need to do nothing.',
    mayReturn: 'If your phone shows a payment, the money returns by itself.',
    reference: (reference: string) => `Payment ${reference}`,
    offlineTitle: 'We cannot confirm payments right now',
    offlineBody:
      'The store server cannot be reached, so we would not see your payment. Your basket stays, and you can pay once it is back.',
    offlineHelp: 'Ask staff to check you out',
  },

  looking: {
    title: 'Look into the camera',
    opening: 'Opening the camera',
    body: (wallet: string) => `As soon as ${wallet} recognises you, it pays this amount.`,
  },

  pay: {
    title: { wechat: 'Pay with WeChat', alipay: 'Pay with Alipay', pix: 'Pay with PIX' },
    amount: 'To pay',
    step: {
      wechat: 'Open WeChat, tap + at the top, choose Scan',
      alipay: 'Open Alipay, tap Scan',
      pix: 'Open your bank app, choose PIX, then scan',
    },
    ownCode: 'You may also hold your own payment code to the scanner',
    making: 'Preparing the QR code',
    left: 'Time left',
    more: 'More time',
    otherWay: 'Pay another way',
    leave: 'Back to basket',
    qr: 'Payment QR code',
  },

  confirming: {
    charging: (wallet: string) => `Paying with ${wallet}`,
    chargingBody: 'One moment. Keep your phone at hand.',
    chargingFaceBody: 'One moment. If a password is needed, your phone will ask for it.',
    password: 'Enter your password on the phone',
    passwordBody: 'Once you confirm there, this screen goes on by itself. Please do not pay again.',
    left: 'Time left to enter the password',
    leave: 'Do not pay this',
  },

  covering: {
    title: 'Paying with your cards and coupons',
    body: 'There is nothing else to pay. This takes a moment.',
  },

  checking: {
    title: 'We are checking the payment. Please do not pay again.',
    body: (wallet: string) => `We are asking ${wallet}. This usually takes a few seconds.`,
    elapsed: (clock: string) => `Waiting for ${clock}`,
    long: 'This takes longer than usual. You will not be charged twice.',
    help: 'Ask staff to look',
  },

  notPaid: {
    closed: { title: 'Payment cancelled', body: 'No money was taken. Pay again when you are ready.' },
    expired: { title: 'The time to pay ran out', body: 'No money was taken. Please pay again.' },
    refused: {
      title: 'The wallet declined this payment',
      body: 'No money was taken. Look at your phone, choose another way, or call for help.',
    },
    unavailable: {
      title: 'This wallet cannot be reached',
      body: 'No money was taken. Choose another way, or try again in a moment.',
    },
    codeRefused: {
      title: 'That payment code did not work',
      body: 'No money was taken. Refresh the code on your phone and show it again.',
    },
    noFunds: {
      title: 'Not enough money in the wallet',
      body: 'No money was taken. Choose another way to pay, or call for help.',
    },
    notCovered: {
      title: 'Your card or coupon was not used',
      body: 'Nothing was taken. Please try again, or call for help.',
    },
  },

  late: {
    title: 'Late payments',
    earlier: (what: string) => `Last shopper: ${what}`,
    ago: (span: string) => `Heard ${span} ago`,
    stages: {
      returning: {
        word: 'On its way back',
        title: (money: string) => `${money} returns by itself`,
        body: (wallet: string) =>
          `This ${wallet} payment came too late to be used and is on its way back. You need to do nothing.`,
      },
      returned: {
        word: 'Returned',
        title: (money: string) => `${money} has been returned`,
        body: (wallet: string) => `This ${wallet} payment came too late to be used. The money is back.`,
      },
      needsPerson: {
        word: 'Needs a person',
        title: (money: string) => `The store will return ${money}`,
        body: (wallet: string) =>
          `This ${wallet} payment was not used, and it could not be returned by itself. Please note its number.`,
      },
    },
  },

  paid: {
    title: 'Payment received',
    take: 'Please take your things',
    amount: 'Paid',
    receipt: 'Scan to keep your receipt',
    number: (number: number) => `Receipt ${number}`,
    printing: 'Printing your receipt',
    printed: 'Receipt printed',
    failed: 'The receipt did not print. Scan the code to keep it.',
    printAgain: 'Print again',
    finish: 'Done',
    qr: 'QR code of your receipt',
  },
} as const
