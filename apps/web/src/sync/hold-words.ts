import type { Hold } from '@fieldsync/engine';
import type { ErrorCode } from '@fieldsync/protocol';
import type { Words } from '../words/en.ts';
import { clockTime } from '../words/when.ts';

export interface HoldWords {
  title: string;
  detail: string;
  /** For a row: "Held until you charge". */
  short: string;
}

interface Facts {
  words: Words;
  /** How many records wait. */
  count: number;
  /** Since when the pause lasts, ms since 1970. */
  since?: number | undefined;
  /** When the engine looks again, ms since 1970. */
  nextAttemptAt?: number | null | undefined;
  /** What the last try ended with: a backoff is told by its cause. */
  lastFailure?: ErrorCode | undefined;
}

/** The sentence for each reason why sending waits: no reason is without one [P1]. */
export function holdWords(hold: Hold, { words, count, since, nextAttemptAt, lastFailure }: Facts): HoldWords {
  const { holds } = words;
  const at = hold.until ?? nextAttemptAt ?? undefined;
  const time = at === undefined ? undefined : clockTime(new Date(at), words);
  switch (hold.reason) {
    case 'user': {
      const { title, titleNoTime, detail, short } = holds.user;
      return {
        title: since === undefined ? titleNoTime : title(clockTime(new Date(since), words)),
        detail,
        short,
      };
    }
    case 'office': {
      const { title, titleNoName, detail, short } = holds.office;
      return { title: hold.by === undefined ? titleNoName : title(hold.by), detail, short };
    }
    case 'auth':
      return { ...holds.auth, detail: holds.auth.detail(count) };
    case 'update':
      return holds.update;
    case 'disabled':
      return holds.disabled;
    case 'battery':
      return { ...holds.battery, detail: holds.battery.detail(hold.level ?? 20) };
    case 'charging-only':
      return holds.chargingOnly;
    case 'data-saver':
      return holds.dataSaver;
    case 'metered':
      return holds.metered;
    case 'pressure':
      return holds.pressure;
    case 'consent':
      return holds.consent;
    case 'locked':
      return holds.locked;
    case 'threshold':
      return holds.threshold;
    case 'offline':
      return { title: holds.offline.title, detail: holds.offline.detail(count), short: holds.offline.title };
    case 'portal':
      return { ...holds.portal, short: holds.portal.title };
    case 'unreachable':
      return silentWords(words, time);
    case 'backoff':
      return backoffWords(words, time, lastFailure);
  }
}

function silentWords({ holds }: Words, time: string | undefined): HoldWords {
  const { title, detail, detailAt } = holds.unreachable;
  return { title, detail: time === undefined ? detail : detailAt(time), short: title };
}

function backoffWords(words: Words, time: string | undefined, lastFailure: ErrorCode | undefined): HoldWords {
  const { busy, titleAt, title, detail, detailAt } = words.holds.backoff;
  if (lastFailure === 'INTERNAL' || lastFailure === 'UNAVAILABLE') return silentWords(words, time);
  if (lastFailure === 'BUSY') {
    return { title: busy, detail: time === undefined ? detail : detailAt(time), short: busy };
  }
  const said = time === undefined ? title : titleAt(time);
  return { title: said, detail, short: said };
}
