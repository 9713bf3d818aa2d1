/**
 * Our numbers as PIX takes them: letters and digits only, 26 to 35 of a charge and at most 35 of a return. Each can be
 * turned back, because the bank's messages name nothing else.
 */

const tradeForm = /^P_([0-9a-f]{30})$/
const orphanForm = /^R_P_([0-9a-f]{30})_ORPH$/
const returnForm = /^R_([0-9a-f]{30})$/

/** Undefined for a number that was not made here. */
export const txidOf = (outTradeNo: string): string | undefined => {
  const [, digits] = tradeForm.exec(outTradeNo) ?? []
  return digits === undefined ? undefined : `P${digits}`
}

export const outTradeNoOfTxid = (txid: string): string => `P_${txid.slice(1)}`

export const returnIdOf = (outRefundNo: string): string | undefined => {
  const [, orphan] = orphanForm.exec(outRefundNo) ?? []
  if (orphan !== undefined) return `O${orphan}`
  const [, digits] = returnForm.exec(outRefundNo) ?? []
  return digits === undefined ? undefined : `R${digits}`
}

export const outRefundNoOfId = (id: string): string =>
  id.startsWith('O') ? `R_P_${id.slice(1)}_ORPH` : `R_${id.slice(1)}`
