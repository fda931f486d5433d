'use client';
import type { WebhookLine } from '@fieldsync/protocol';
import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { useWords } from '../words/words.tsx';
import { SecretSheet } from './secret-sheet.tsx';
import { WebhookRow } from './webhook-row.tsx';
import { WebhookSheet } from './webhook-sheet.tsx';

/** Who outside is told of what. */
export function WebhooksTab({
  items,
  onChanged,
}: {
  items: readonly WebhookLine[] | undefined;
  onChanged: () => void;
}) {
  const { webhooks } = useWords().admin;
  const [adding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string>();
  if (items === undefined) return null;
  return (
    <div className="gutter w-full max-w-[920px] py-3">
      <Button icon="plus" className="mb-3" onClick={() => setAdding(true)}>
        {webhooks.add}
      </Button>
      {items.length === 0 ? (
        <EmptyState title={webhooks.empty} detail={webhooks.emptyDetail} />
      ) : (
        <ul aria-label={webhooks.list} className="card ruled">
          {items.map((webhook) => (
            <WebhookRow key={webhook.id} webhook={webhook} onChanged={onChanged} />
          ))}
        </ul>
      )}
      <WebhookSheet
        open={adding}
        webhook={undefined}
        onClose={() => setAdding(false)}
        onSaved={(shown) => {
          setSecret(shown);
          onChanged();
        }}
      />
      <SecretSheet secret={secret} onClose={() => setSecret(undefined)} />
    </div>
  );
}
