'use client';
import {
  paths,
  WEBHOOK_EVENTS,
  webhookAddedSchema,
  type WebhookEvent,
  type WebhookLine,
} from '@fieldsync/protocol';
import { useState } from 'react';
import { z } from 'zod';
import { Button } from '../components/button.tsx';
import { fieldClass } from '../components/forms/field-class.ts';
import { Question } from '../components/forms/question.tsx';
import { useControlAttributes } from '../components/forms/question-context.ts';
import { Sheet } from '../components/sheet.tsx';
import { tellOffice, type OfficeRefusal } from '../live/ask-office.ts';
import { useWords } from '../words/words.tsx';

const OFFERED = WEBHOOK_EVENTS.filter((event) => event !== 'webhook.test');
const nothingSchema = z.object({});

/** Adds a subscription, or changes where it goes and what it is told of. */
export function WebhookSheet({
  open,
  webhook,
  onClose,
  onSaved,
}: {
  open: boolean;
  /** Undefined: a new one. */
  webhook: WebhookLine | undefined;
  onClose: () => void;
  /** @param secret of a new one */
  onSaved: (secret: string | undefined) => void;
}) {
  const { webhooks } = useWords().admin;
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={webhook === undefined ? webhooks.addTitle : webhooks.changeTitle}
    >
      <WebhookForm webhook={webhook} onClose={onClose} onSaved={onSaved} />
    </Sheet>
  );
}

function AddressInput({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const control = useControlAttributes();
  const { webhooks } = useWords().admin;
  return (
    <input
      {...control}
      type="url"
      inputMode="url"
      autoComplete="off"
      spellCheck={false}
      value={value}
      placeholder={webhooks.addressHint}
      onChange={(event) => onChange(event.target.value)}
      className={fieldClass}
    />
  );
}

function WebhookForm({
  webhook,
  onClose,
  onSaved,
}: {
  webhook: WebhookLine | undefined;
  onClose: () => void;
  onSaved: (secret: string | undefined) => void;
}) {
  const words = useWords();
  const { webhooks } = words.admin;
  const [url, setUrl] = useState(webhook?.url ?? '');
  const [events, setEvents] = useState<ReadonlySet<WebhookEvent>>(
    new Set(webhook?.events ?? ['record.critical']),
  );
  const [shown, setShown] = useState(false);
  const [saving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState<OfficeRefusal>();
  const noAddress = !/^https?:\/\/[^\s]+$/.test(url.trim());
  const noEvents = events.size === 0;
  const toggle = (event: WebhookEvent): void => {
    const next = new Set(events);
    if (!next.delete(event)) next.add(event);
    setEvents(next);
  };
  const save = async (): Promise<void> => {
    setShown(true);
    if (noAddress || noEvents || saving) return;
    setSaving(true);
    const wanted = { url: url.trim(), events: WEBHOOK_EVENTS.filter((event) => events.has(event)) };
    const answer =
      webhook === undefined
        ? await tellOffice('POST', paths.webhooks, wanted, webhookAddedSchema)
        : await tellOffice('PUT', `${paths.webhooks}/${webhook.id}`, wanted, nothingSchema);
    setSaving(false);
    if (!answer.ok) return setRefusal(answer);
    onClose();
    onSaved('secret' in answer.data ? answer.data.secret : undefined);
  };
  const addressProblem =
    refusal?.field === 'url' ? refusal.message : shown && noAddress ? webhooks.addressMissing : undefined;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Question label={webhooks.address} error={addressProblem}>
        <AddressInput value={url} onChange={setUrl} />
      </Question>
      <Question label={webhooks.events} group error={shown && noEvents ? webhooks.eventsMissing : undefined}>
        <div role="group" aria-label={webhooks.events} className="grid gap-1">
          {OFFERED.map((event) => (
            <label key={event} className="flex min-h-11 items-center gap-3">
              <input
                type="checkbox"
                className="size-5 accent-ink"
                checked={events.has(event)}
                onChange={() => toggle(event)}
              />
              {webhooks.eventNames[event]}
            </label>
          ))}
        </div>
      </Question>
      {refusal === undefined || refusal.field === 'url' ? null : (
        <p role="alert" className="strong pt-2 text-sm text-state-needs">
          {webhooks.notSaved}: {refusal.message ?? words.live.noAnswer[refusal.why].title}
        </p>
      )}
      <div className="grid grid-cols-2 gap-2 pt-4">
        <Button onClick={onClose}>{webhooks.cancel}</Button>
        <Button look="primary" type="submit" aria-disabled={saving}>
          {webhooks.save}
        </Button>
      </div>
    </form>
  );
}
