'use client';
import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { fieldClass } from '../components/forms/field-class.ts';
import { Sheet } from '../components/sheet.tsx';
import { useWords } from '../words/words.tsx';

/** The secret of a new subscription, this once. */
export function SecretSheet({ secret, onClose }: { secret: string | undefined; onClose: () => void }) {
  const { webhooks } = useWords().admin;
  return (
    <Sheet
      open={secret !== undefined}
      onClose={onClose}
      title={webhooks.secretTitle}
      detail={webhooks.secretDetail}
    >
      {secret === undefined ? null : <Secret secret={secret} onClose={onClose} />}
    </Sheet>
  );
}

function Secret({ secret, onClose }: { secret: string; onClose: () => void }) {
  const { webhooks } = useWords().admin;
  const [copied, setCopied] = useState<boolean>();
  const copy = async (): Promise<void> => {
    // Not on plain http, where there is no clipboard; then the text is there to be selected.
    const clipboard = navigator.clipboard as Clipboard | undefined;
    try {
      await clipboard?.writeText(secret);
      setCopied(clipboard !== undefined);
    } catch {
      setCopied(false);
    }
  };
  return (
    <div className="grid gap-3 pt-4">
      <input
        readOnly
        aria-label={webhooks.secret}
        value={secret}
        onFocus={(event) => event.target.select()}
        className={`${fieldClass} font-mono text-sm`}
      />
      <p role="status" className="detail">
        {copied === undefined ? '' : copied ? webhooks.copied : webhooks.copyFailed}
      </p>
      <div className="grid grid-cols-2 gap-2">
        <Button icon="copy" onClick={() => void copy()}>
          {webhooks.copy}
        </Button>
        <Button look="primary" onClick={onClose}>
          {webhooks.secretKept}
        </Button>
      </div>
    </div>
  );
}
