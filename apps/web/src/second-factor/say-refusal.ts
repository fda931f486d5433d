import type { OfficeRefusal } from '../live/ask-office.ts';
import type { Words } from '../words/en.ts';

const clock = (locale: string, at: Date, seconds: boolean): string =>
  new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds ? { second: '2-digit' } : {}),
  }).format(at);

/** Why a code was not taken, and what helps. */
export function sayRefusal(refusal: OfficeRefusal, recovery: boolean, now: Date, words: Words): string {
  const { secondFactor: say, live, locale } = words;
  const { code, meta, why, retryAfterMs } = refusal;
  if (code === 'BUSY')
    return say.tooOften(clock(locale, new Date(now.getTime() + (retryAfterMs ?? 60_000)), false));
  const reason = meta?.['why'];
  if (reason === 'used') return say.used;
  if (reason === 'none') return say.none;
  if (why !== 'refused') return say.noAnswer(live.noAnswer[why].title);
  const time = new Date(String(meta?.['officeTime']));
  if (recovery || Number.isNaN(time.getTime())) return say.wrongRecovery;
  return say.wrong(clock(locale, time, true));
}
