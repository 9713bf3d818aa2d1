/**
 * The port of every receipt printer. It prints a receipt or says why not; that a receipt did not print never
 * undoes a sale, since the same receipt stands on the web.
 */

import type { Receipt } from '../../domain/receipt.ts'
import type { RefundSlip } from '../../domain/refund-slip.ts'
import type { Result } from '../../domain/result.ts'
import type { Slip } from '../../domain/slip.ts'

export type PrinterRefusal =
  | { readonly kind: 'PaperOut' }
  | { readonly kind: 'CoverOpen' }
  /** Switched off, unplugged or out of order; `detail` is for store IT. */
  | { readonly kind: 'Offline'; readonly detail: string }
  | { readonly kind: 'NotPermitted'; readonly detail: string }
  /** Another receipt is being printed; nothing waits in line. */
  | { readonly kind: 'Busy' }
  /** It stopped taking bytes: part of the receipt may be on paper. */
  | { readonly kind: 'TimedOut'; readonly writtenBytes: number; readonly totalBytes: number }
  /** No receipt of a real sale is as long. */
  | { readonly kind: 'TooLong'; readonly rows: number; readonly rowsMax: number }

export interface ReceiptPrinter {
  readonly name: string
  /** Hands the whole receipt to the printer. `ok` means that it took every byte, not that someone saw the paper. */
  print(receipt: Receipt): Promise<Result<void, PrinterRefusal>>
  /** The same for the slip of a basket that left unpaid, or of a refund. */
  printSlip(slip: Slip | RefundSlip): Promise<Result<void, PrinterRefusal>>
}
