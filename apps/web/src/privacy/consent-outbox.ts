import { newConsentSchema, paths, type ConsentKind, type NewConsent } from '@fieldsync/protocol';
import { z } from 'zod';
import { tellOffice } from '../live/ask-office.ts';
import { CONSENT_TEXT_VERSION } from '../words/en/privacy.ts';

/**
 * Choices that the office has not been told of. On this phone they count from the moment they are made, whatever becomes of the
 * telling; here they wait for it, by account.
 */
const keyOf = (account: string): string => `fieldsync.consents.${account}`;
const waitingSchema = z.array(newConsentSchema);

const CHANGED = 'fieldsync-consents';
let telling: Promise<void> = Promise.resolve();

export function waitingConsents(account: string | undefined): readonly NewConsent[] {
  if (account === undefined) return [];
  try {
    return waitingSchema.parse(JSON.parse(localStorage.getItem(keyOf(account)) ?? '[]'));
  } catch {
    return [];
  }
}

function putWaiting(account: string, waiting: readonly NewConsent[]): void {
  if (waiting.length === 0) localStorage.removeItem(keyOf(account));
  else localStorage.setItem(keyOf(account), JSON.stringify(waiting));
  dispatchEvent(new Event(CHANGED));
}

export function onConsentChange(listener: () => void): () => void {
  addEventListener(CHANGED, listener);
  addEventListener('storage', listener);
  return () => {
    removeEventListener(CHANGED, listener);
    removeEventListener('storage', listener);
  };
}

/** What was just chosen, in the words that stood there. Told at once: it is the person's own act, also when it takes consent back. */
export function noteConsents(
  account: string | undefined,
  change: { readonly syncConsent?: boolean; readonly metricsConsent?: boolean },
  shown: Readonly<Record<ConsentKind, string>>,
): void {
  if (account === undefined) return;
  const chosenAt = new Date().toISOString();
  const made = (kind: ConsentKind, agreed: boolean | undefined, text: string): NewConsent[] =>
    agreed === undefined ? [] : [{ kind, agreed, text, textVersion: CONSENT_TEXT_VERSION, chosenAt }];
  const choices = [
    ...made('sending', change.syncConsent, shown.sending),
    ...made('figures', change.metricsConsent, shown.figures),
  ];
  if (choices.length === 0) return;
  putWaiting(account, [...waitingConsents(account), ...choices]);
  void tellConsents(account);
}

/** The oldest first, one at a time, until one is not taken. The office keeps what is told twice once. What the office refuses for good is not asked again. */
export function tellConsents(account: string): Promise<void> {
  telling = telling.then(async () => {
    for (let [next] = waitingConsents(account); next !== undefined; [next] = waitingConsents(account)) {
      const answer = await tellOffice('POST', paths.consents, next, z.object({}));
      if (!answer.ok && answer.code !== 'VALIDATION') return;
      /* By what it says, not by its place: another tab may have told it meanwhile, and the first is one that nobody has told. */
      const told = JSON.stringify(next);
      putWaiting(
        account,
        waitingConsents(account).filter((choice) => JSON.stringify(choice) !== told),
      );
    }
  });
  return telling;
}
