/**
 * What comes in front of a screen for one task and goes again: from below on upright screens, in the middle of wide
 * ones. The screen behind stays where it was.
 */

import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { IconButton } from './button.tsx'

export interface SheetProps {
  readonly title: string
  readonly closeLabel: string
  readonly onClose: () => void
  /** A question that wants an answer has no cross in its corner. */
  readonly mustAnswer?: boolean
  readonly theme?: 'theme-shopper' | 'theme-staff'
  readonly children: ReactNode
}

export function Sheet({
  title,
  closeLabel,
  onClose,
  mustAnswer = false,
  theme = 'theme-shopper',
  children,
}: SheetProps) {
  return (
    <ModalOverlay
      className="sheet-veil"
      isOpen
      isDismissable={!mustAnswer}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
    >
      <Modal className={`sheet ${theme}`}>
        <Dialog className="sheet-body" role={mustAnswer ? 'alertdialog' : 'dialog'}>
          <div className="sheet-head">
            <Heading slot="title" className="sheet-title">
              {title}
            </Heading>
            {!mustAnswer && <IconButton icon={X} label={closeLabel} onPress={onClose} />}
          </div>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
