/** The English words of the weigh step: for each state of the scale what it is, and the one thing to do. */

export const weighEn = {
  title: 'Weigh the item',
  weight: 'Weight',
  price: 'Price',
  perKilogram: (money: string) => `${money} a kilogram`,
  is: (kilograms: string, money: string) => `${kilograms} kilograms, ${money}`,
  add: (money: string) => `Add for ${money}`,
  addNothing: 'Add',
  leave: 'Leave it out',
  help: 'Ask for help',
  states: {
    empty: {
      word: 'Nothing on it',
      title: 'Put it on the scale',
      body: () => 'Only the item, without your bag or basket. Then let go.',
    },
    moving: { word: 'Weighing', title: 'Weighing', body: () => 'Let go, so that the scale comes to rest.' },
    steady: { word: 'At rest', title: 'Is this right?', body: () => 'Then add it to your basket.' },
    tooLight: {
      word: 'Too light',
      title: 'This is too light for the scale',
      body: (least: string) => `It weighs from ${least}. Put more on it, or ask for help.`,
    },
    tooHeavy: {
      word: 'Too heavy',
      title: 'This is too heavy for the scale',
      body: (_least: string, most: string) => `It weighs up to ${most}. Weigh it in parts, or ask for help.`,
    },
    underZero: {
      word: 'Below zero',
      title: 'Take everything off the scale',
      body: () => 'It shows less than nothing. Once it is at zero, put the item on it.',
    },
    notCleared: {
      word: 'Still the last one',
      title: 'Take the last item off the scale',
      body: () => 'It is in your basket already. Then put this one on it.',
    },
    connecting: { word: 'Starting', title: 'The scale is starting', body: () => 'This takes a moment.' },
    lost: {
      word: 'No answer',
      title: 'The scale does not answer',
      body: () => 'Leave this item out for now, or ask for help. Your basket is safe.',
    },
  },
} as const
