import { REPLY_HEADER } from '@fieldsync/protocol';
import { notOurs, type NoAnswer } from './ask-office.ts';

/** Why the office gives no file now. `busy`: it writes others. */
export type NoFile = Exclude<NoAnswer, 'refused' | 'code-needed'> | 'busy';

const PATIENCE_MS = 20_000;
const whyByStatus: Readonly<Record<number, NoFile>> = {
  401: 'signed-out',
  403: 'forbidden',
  404: 'not-found',
  503: 'busy',
};

/** Whether the office would give this file now. Never throws for what a network does. @returns undefined: it would */
export async function askForFile(path: string): Promise<NoFile | undefined> {
  try {
    const reply = await fetch(path, {
      method: 'HEAD',
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!reply.headers.has(REPLY_HEADER)) return notOurs(reply);
    return reply.ok ? undefined : (whyByStatus[reply.status] ?? 'silent');
  } catch {
    return navigator.onLine ? 'silent' : 'offline';
  }
}
