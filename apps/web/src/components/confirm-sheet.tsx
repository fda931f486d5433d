'use client';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { Sheet } from './sheet.tsx';

/**
 * Asks before something that cannot be taken back. It names what is lost; the safe way is the button that stands
 * out and comes first.
 */
export function ConfirmSheet({
  open,
  onClose,
  title,
  detail,
  keep,
  confirm,
  onConfirm,
  children,
}: {
  open: boolean;
  onClose: () => void;
  title: string;
  detail: string;
  keep: string;
  confirm: string;
  onConfirm: () => void;
  children?: ReactNode;
}) {
  return (
    <Sheet open={open} onClose={onClose} title={title} detail={detail}>
      {children}
      <div className="grid grid-cols-2 gap-2 pt-4">
        <Button look="primary" onClick={onClose}>
          {keep}
        </Button>
        <Button
          onClick={() => {
            onConfirm();
            onClose();
          }}
        >
          {confirm}
        </Button>
      </div>
    </Sheet>
  );
}
