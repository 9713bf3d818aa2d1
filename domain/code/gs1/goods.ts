/**
 * Application identifiers 00 to 37 (without measures): what a trade item, a logistic unit, a coupon is, and its
 * batch, serial and dates (GS1 General Specifications §3.3 to §3.6). Data only.
 */

import { type AiEntry, ai, n, nUpTo, optional, xUpTo } from './entry.ts'

export const gs1Goods: readonly AiEntry[] = [
  ai('00', 'SSCC', [n(18, 'checkDigit', 'companyPrefixAfterOne')], { fixed: true, key: '' }),
  ai('01', 'GTIN', [n(14, 'checkDigit', 'companyPrefixAfterOne')], {
    fixed: true,
    excludes: '255 37',
    key: '22 10 21|235',
  }),
  ai('02', 'CONTENT', [n(14, 'checkDigit', 'companyPrefixAfterOne')], {
    fixed: true,
    excludes: '01 03',
    needs: '37',
  }),
  ai('03', 'MTO GTIN', [n(14, 'checkDigit', 'companyPrefixAfterOne')], {
    fixed: true,
    attribute: false,
    excludes: '01 02 37 235',
  }),
  ai('10', 'BATCH/LOT', [xUpTo(20)], { needs: '01 02 03 8006 8026' }),
  ai('11', 'PROD DATE', [n(6, 'dateOrMonth')], { fixed: true, needs: '01 02 03 8006 8026' }),
  ai('12', 'DUE DATE', [n(6, 'dateOrMonth')], { fixed: true, needs: '8020' }),
  ai('13', 'PACK DATE', [n(6, 'dateOrMonth')], { fixed: true, needs: '01 02 03 8006 8026' }),
  ai('15', 'BEST BEFORE or BEST BY', [n(6, 'dateOrMonth')], { fixed: true, needs: '01 02 03 8006 8026' }),
  ai('16', 'SELL BY', [n(6, 'dateOrMonth')], { fixed: true, needs: '01 02 03 8006 8026' }),
  ai('17', 'USE BY or EXPIRY', [n(6, 'dateOrMonth')], { fixed: true, needs: '01 02 03 255 8006 8026' }),
  ai('20', 'VARIANT', [n(2)], { fixed: true, needs: '01 02 03 8006 8026' }),
  ai('21', 'SERIAL', [xUpTo(20)], { attribute: false, needs: '01 03 8006', excludes: '235' }),
  ai('22', 'CPV', [xUpTo(20)], { attribute: false, needs: '01' }),
  ai('235', 'TPX', [xUpTo(28)], { attribute: false, needs: '01' }),
  ai('240', 'ADDITIONAL ID', [xUpTo(30)], { needs: '01 02 03 8006 8026' }),
  ai('241', 'CUST. PART No.', [xUpTo(30)], { needs: '01 02 03 8006 8026' }),
  ai('242', 'MTO VARIANT', [nUpTo(6)], { needs: '01 02 8006 8026' }),
  ai('243', 'PCN', [xUpTo(20)], { needs: '01 03' }),
  ai('250', 'SECONDARY SERIAL', [xUpTo(30)], { needs: '01+21 03+21 8006+21' }),
  ai('251', 'REF. TO SOURCE', [xUpTo(30)], { needs: '01 03 8006' }),
  ai('253', 'GDTI', [n(13, 'checkDigit', 'companyPrefix'), optional(xUpTo(17))], { key: '' }),
  ai('254', 'GLN EXTENSION COMPONENT', [xUpTo(20)], { attribute: false, needs: '414' }),
  ai('255', 'GCN', [n(13, 'checkDigit', 'companyPrefix'), optional(nUpTo(12))], {
    key: '',
    excludes: '01 02 415 8006 8020 8026',
  }),
  ai('30', 'VAR. COUNT', [nUpTo(8)], { needs: '01 02' }),
  ai('37', 'COUNT', [nUpTo(8)], { needs: '00+02 00+8026' }),
]
