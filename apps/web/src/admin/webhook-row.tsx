'use client';
import { paths, webhookTestedSchema, type WebhookLine, type WebhookTested } from '@fieldsync/protocol';
import { useState } from 'react';
import { z } from 'zod';
import { useNow } from '../clock/clock.tsx';
import { Button } from '../components/button.tsx';
import { ConfirmSheet } from '../components/confirm-sheet.tsx';
import { tellOffice, type OfficeRefusal } from '../live/ask-office.ts';
import type { Words } from '../words/en.ts';
import { sayWhen } from '../words/when.ts';
import { useWords } from '../words/words.tsx';
import { WebhookSheet } from './webhook-sheet.tsx';

const nothingSchema = z.object({});

/** What a receiver said to a test. */
export function testText({ delivered, status, problem, tookMs }: WebhookTested, words: Words): string {
  const { webhooks } = words.admin;
  const figure = new Intl.NumberFormat(words.locale).format(tookMs);
  if (status === null) return webhooks.testSilent(problem ?? '');
  return delivered ? webhooks.testOk(String(status), figure) : webhooks.testRefused(String(status));
}

function lastText(webhook: WebhookLine, now: Date, words: Words): string {
  const { webhooks } = words.admin;
  const when = (at: string): string => sayWhen(new Date(at), now, words);
  const { failures, lastFailureAt, lastSuccessAt, lastError } = webhook;
  if (failures > 0 && lastFailureAt !== null) {
    const figure = new Intl.NumberFormat(words.locale).format(failures);
    return webhooks.failed(figure, failures === 1, when(lastFailureAt), lastError ?? '');
  }
  return lastSuccessAt === null ? webhooks.neverTold : webhooks.lastTold(when(lastSuccessAt));
}

/** One subscription: how it goes, a test, changing it, ending it. */
export function WebhookRow({ webhook, onChanged }: { webhook: WebhookLine; onChanged: () => void }) {
  const words = useWords();
  const now = useNow();
  const { webhooks } = words.admin;
  const [sheet, setSheet] = useState<'change' | 'delete'>();
  const [testing, setTesting] = useState(false);
  const [tested, setTested] = useState<WebhookTested>();
  const [refusal, setRefusal] = useState<OfficeRefusal>();
  const path = `${paths.webhooks}/${webhook.id}`;
  const close = (): void => setSheet(undefined);
  const tell = async (method: 'PUT' | 'DELETE', body: unknown): Promise<void> => {
    const answer = await tellOffice(method, path, body, nothingSchema);
    setRefusal(answer.ok ? undefined : answer);
    onChanged();
  };
  const test = async (): Promise<void> => {
    setTesting(true);
    setTested(undefined);
    const answer = await tellOffice('POST', `${path}/test`, undefined, webhookTestedSchema);
    setTesting(false);
    setRefusal(answer.ok ? undefined : answer);
    if (answer.ok) setTested(answer.data);
    onChanged();
  };
  return (
    <li className="px-4 py-3">
      <p className="row-title">{webhook.url}</p>
      <p className="text-sm">
        {webhook.events.map((event) => webhooks.eventNames[event] ?? event).join(' · ')}
      </p>
      <p className={`text-sm ${webhook.failures > 0 ? 'text-state-needs' : 'text-ink-2'}`}>
        {webhook.isActive ? lastText(webhook, now, words) : webhooks.off}
      </p>
      <p role="status" className={`strong text-sm ${tested?.delivered === false ? 'text-state-needs' : ''}`}>
        {testing ? webhooks.testing : tested === undefined ? '' : testText(tested, words)}
      </p>
      {refusal === undefined ? null : (
        <p role="alert" className="strong text-sm text-state-needs">
          {webhooks.notDone}: {refusal.message ?? words.live.noAnswer[refusal.why].title}
        </p>
      )}
      <div className="flex flex-wrap gap-2 pt-2.5">
        {webhook.isActive ? (
          <Button
            size="sm"
            aria-disabled={testing}
            onClick={() => {
              if (!testing) void test();
            }}
          >
            {webhooks.test}
          </Button>
        ) : null}
        <Button size="sm" onClick={() => setSheet('change')}>
          {webhooks.change}
        </Button>
        <Button size="sm" onClick={() => void tell('PUT', { isActive: !webhook.isActive })}>
          {webhook.isActive ? webhooks.switchOff : webhooks.switchOn}
        </Button>
        <Button size="sm" look="quiet" onClick={() => setSheet('delete')}>
          {webhooks.delete}
        </Button>
      </div>
      <WebhookSheet open={sheet === 'change'} webhook={webhook} onClose={close} onSaved={onChanged} />
      <ConfirmSheet
        open={sheet === 'delete'}
        onClose={close}
        title={webhooks.deleteTitle(webhook.url)}
        detail={webhooks.deleteDetail}
        keep={webhooks.keep}
        confirm={webhooks.delete}
        onConfirm={() => void tell('DELETE', undefined)}
      />
    </li>
  );
}
