/**
 * Application identifiers 8001 to 99: special goods, services, assets, coupons of North America, and what companies
 * agree on among themselves (GS1 General Specifications §3.10 and §3.11). Data only.
 */

import { type AiEntry, ai, each, n, nUpTo, optional, xUpTo, yUpTo, zUpTo } from './entry.ts'

export const gs1Services: readonly AiEntry[] = [
  ai('8001', 'DIMENSIONS', [n(4, 'nonZero'), n(5, 'nonZero'), n(3, 'nonZero'), n(1, 'winding'), n(1)], {
    needs: '01',
  }),
  ai('8002', 'CMT No.', [xUpTo(20)]),
  ai('8003', 'GRAI', [n(1, 'zero'), n(13, 'checkDigit', 'companyPrefix'), optional(xUpTo(16))], { key: '' }),
  ai('8004', 'GIAI', [xUpTo(30, 'companyPrefix')], { key: '7040' }),
  ai('8005', 'PRICE PER UNIT', [n(6)], { needs: '01 02' }),
  ai('8006', 'ITIP', [n(14, 'checkDigit', 'companyPrefixAfterOne'), n(4, 'pieceOfTotal')], {
    excludes: '01 03 37',
    key: '22 10 21',
  }),
  ai('8007', 'IBAN', [xUpTo(34, 'iban')], { needs: '415' }),
  ai('8008', 'PROD TIME', [n(6, 'date'), n(2, 'hour'), optional(n(2, 'minute')), optional(n(2, 'second'))], {
    needs: '01 02 03',
  }),
  ai('8009', 'OPTSEN', [xUpTo(50)], { needs: '00 01 03' }),
  ai('8010', 'CPID', [yUpTo(30, 'companyPrefix')], { key: '8011' }),
  ai('8011', 'CPID SERIAL', [nUpTo(12, 'noLeadingZero')], { attribute: false, needs: '8010' }),
  ai('8012', 'VERSION', [xUpTo(20)], { needs: '01 03 8006' }),
  ai('8013', 'GMN', [xUpTo(25, 'checkCharacters', 'companyPrefix')], { key: '' }),
  ai('8014', 'MUDI', [xUpTo(25, 'checkCharacters', 'companyPrefix', 'hasNonDigit')], {
    attribute: false,
    needs: '01',
  }),
  ai('8017', 'GSRN - PROVIDER', [n(18, 'checkDigit', 'companyPrefix')], { excludes: '8018', key: '8019' }),
  ai('8018', 'GSRN - RECIPIENT', [n(18, 'checkDigit', 'companyPrefix')], { excludes: '8017', key: '8019' }),
  ai('8019', 'SRIN', [nUpTo(10)], { attribute: false, needs: '8017 8018' }),
  ai('8020', 'REF No.', [xUpTo(25)], { attribute: false, needs: '415' }),
  ai('8026', 'ITIP CONTENT', [n(14, 'checkDigit', 'companyPrefixAfterOne'), n(4, 'pieceOfTotal')], {
    needs: '37',
    excludes: '02 03 8006',
  }),
  ai('8030', 'DIGSIG', [zUpTo(90)], {
    needs: '00 01+21 03+21 253 255 8003 8004 8006+21 8010+8011 8017 8018',
  }),
  ai('8040', 'IMEI', [n(15)], { attribute: false, needs: '01+21' }),
  ai('8041', 'IMEI2', [n(15)], { attribute: false, needs: '01+21+8040' }),
  ai('8042', 'ESIM', [n(32)], { attribute: false, needs: '01+21+8040' }),
  ai('8043', 'PSIM', [n(18), optional(nUpTo(2))], { attribute: false, needs: '01+21+8040' }),
  ai('8110', 'COUPON CODE', [xUpTo(70, 'couponCode')]),
  ai('8111', 'POINTS', [n(4)], { needs: '255' }),
  ai('8112', 'COUPON OFFER', [xUpTo(70, 'couponOffer')]),
  ai('8200', 'PRODUCT URL', [xUpTo(70)], { attribute: false, needs: '01' }),
  ai('90', 'INTERNAL', [xUpTo(30)]),
  ...each(91, 99, 'INTERNAL', [xUpTo(90)]),
]
