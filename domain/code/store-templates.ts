/**
 * In-store numbers (GS1 prefixes 02 and 20–29, and vouchers of 980): who decides their layout is the country or the
 * chain, so a layout is data: a name, the places of its digits, an example. These are customary ones; before a store
 * opens, its own scales and labels are checked against the examples.
 */

/** What the number is, once its places are read. */
export type TemplateKind = 'weighedLabel' | 'depositVoucher'

/**
 * `layout` names every place: digits stand for themselves, I item, P price, W weight, V verifier of the price or weight
 * behind it, R running number, C check digit of the whole.
 */
export interface StoreTemplate {
  readonly name: string
  readonly kind: TemplateKind
  readonly layout: string
  /** What one of the last price digit is worth in minor units of the currency. */
  readonly minorPerUnit?: number
  /** What one of the last weight digit is worth. */
  readonly gramsPerUnit?: number
  readonly example: TemplateExample
}

interface TemplateExample {
  readonly data: string
  readonly item?: string
  readonly priceMinor?: number
  readonly weightGrams?: number
}

const price = (
  name: string,
  layout: string,
  minorPerUnit: number,
  example: TemplateExample,
): StoreTemplate => ({ name, kind: 'weighedLabel', layout, minorPerUnit, example })

const weight = (
  name: string,
  layout: string,
  gramsPerUnit: number,
  example: TemplateExample,
): StoreTemplate => ({ name, kind: 'weighedLabel', layout, gramsPerUnit, example })

/** Refund receipts and deposit slips (GS1 prefix 980), with the amount in the last places. */
const refundReceipt: StoreTemplate = {
  name: 'gs1-980-refund-receipt',
  kind: 'depositVoucher',
  layout: '980RRRRPPPPPC',
  minorPerUnit: 1,
  example: { data: '9804711003258', priceMinor: 325 },
}

export const storeLayouts = {
  cn: [
    price('cn-21-price', '21IIIIIPPPPPC', 1, { data: '2112345012803', item: '2112345', priceMinor: 1280 }),
    weight('cn-22-weight', '22IIIIIWWWWWC', 1, { data: '2212345004508', item: '2212345', weightGrams: 450 }),
    {
      name: 'cn-23-price-and-weight',
      kind: 'weighedLabel',
      layout: '23IIIIIPPPPPWWWWWC',
      minorPerUnit: 1,
      gramsPerUnit: 1,
      example: { data: '231234501280004502', item: '2312345', priceMinor: 1280, weightGrams: 450 },
    },
    refundReceipt,
  ],
  us: [
    price('us-02-price', '02IIIIIVPPPPC', 1, { data: '0212345928752', item: '0212345', priceMinor: 2875 }),
  ],
  gb: [
    price('gb-20-price', '20IIIIIVPPPPC', 1, { data: '2012345928756', item: '2012345', priceMinor: 2875 }),
    refundReceipt,
  ],
  de: [
    price('de-22-price', '22IIIIVPPPPPC', 1, { data: '2212346146856', item: '221234', priceMinor: 14_685 }),
    price('de-28-price', '28IIIIIPPPPPC', 1, { data: '2812345012802', item: '2812345', priceMinor: 1280 }),
    weight('de-29-weight', '29IIIIIWWWWWC', 1, { data: '2912345004507', item: '2912345', weightGrams: 450 }),
    refundReceipt,
  ],
  pl: [
    weight('pl-29-weight', '29IIIIVWWWWWC', 1, {
      data: '2912346146855',
      item: '291234',
      weightGrams: 14_685,
    }),
  ],
  se: [
    price('se-20-price', '20IIIIIIPPPPC', 1, { data: '2012345612808', item: '20123456', priceMinor: 1280 }),
    price('se-21-price', '21IIIIIIPPPPC', 10, {
      data: '2112345612805',
      item: '21123456',
      priceMinor: 12_800,
    }),
    price('se-22-price', '22IIIIIIPPPPC', 100, {
      data: '2212345612802',
      item: '22123456',
      priceMinor: 128_000,
    }),
    weight('se-23-weight', '23IIIIIIWWWWC', 1, { data: '2312345604507', item: '23123456', weightGrams: 450 }),
    weight('se-24-weight', '24IIIIIIWWWWC', 10, {
      data: '2412345604504',
      item: '24123456',
      weightGrams: 4500,
    }),
    weight('se-25-weight', '25IIIIIIWWWWC', 100, {
      data: '2512345604501',
      item: '25123456',
      weightGrams: 45_000,
    }),
    refundReceipt,
  ],
  it: [
    price('it-20-price', '20IIIIIPPPPPC', 1, { data: '2012345012806', item: '2012345', priceMinor: 1280 }),
  ],
  fr: [
    price('fr-02-price', '02IIIIIPPPPPC', 1, { data: '0212345012802', item: '0212345', priceMinor: 1280 }),
  ],
  jp: [price('jp-02-price', '02IIIIIPPPPPC', 1, { data: '0212345001288', item: '0212345', priceMinor: 128 })],
} as const satisfies Readonly<Record<string, readonly StoreTemplate[]>>

export type StoreLayout = keyof typeof storeLayouts

export const isStoreLayout = (name: string): name is StoreLayout => Object.hasOwn(storeLayouts, name)
