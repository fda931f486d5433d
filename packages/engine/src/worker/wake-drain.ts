import { backoffMs } from '../core/backoff.ts';
import { officeAsked } from '../core/office-asked.ts';
import { NO_ITEMS, sendableItems } from '../core/queue-counts.ts';
import type { Drainer, DrainOutcome } from '../drainer.ts';
import type { Clock, EngineStore, Random } from '../ports.ts';
import { readPolicy } from '../read-policy.ts';

/**
 * A sync event lives 180 s, and one that fails is fired again only after 5 and 15 minutes. So the event is used to the
 * full: we retry by ourselves until shortly before the browser would kill the worker.
 */
export const EVENT_DEADLINE_MS = 150_000;

/** Short: the window may last 20 s. */
const EVENT_BACKOFF = { baseMs: 1_000, capMs: 8_000 } as const;

export interface WakePorts {
  readonly store: EngineStore;
  readonly drainer: Pick<Drainer, 'drain'>;
  readonly clock: Clock;
  readonly random: Random;
}

/**
 * Drains within one event.
 * @returns true when nothing is left that the link could carry; false when the link never sufficed or something was put
 *   off, so that the browser should fire again
 */
export async function drainInEvent(ports: WakePorts, trigger: string, pull: boolean): Promise<boolean> {
  const { store, drainer, clock, random } = ports;
  const deadline = clock.now() + EVENT_DEADLINE_MS;
  const ended = new AbortController();
  const timer = clock.sleep(EVENT_DEADLINE_MS, ended.signal).then(() => {
    ended.abort();
  });
  let outcome: DrainOutcome = 'idle';
  for (let attempt = 0; clock.now() < deadline; attempt += 1) {
    outcome = await drainer.drain({
      trigger,
      pull: pull && attempt === 0,
      wait: true,
      ignoreBackoff: true,
      deadline,
      signal: ended.signal,
    });
    const again = await comesBackAt(store, outcome, clock.now());
    if (again === null) break;
    const waitMs = Math.max(250 + backoffMs(attempt, random.roll(), EVENT_BACKOFF), again - clock.now());
    if (clock.now() + waitMs >= deadline) break;
    await clock.sleep(waitMs, ended.signal);
  }
  ended.abort();
  await timer;
  return store.read(async (tx) => {
    const unsent = sendableItems((await tx.getMeta('counts')) ?? NO_ITEMS);
    if (outcome === 'lost' || outcome === 'stopped') return unsent === 0;
    /* Only the person ends it, and what waits cannot be read. */
    if (await tx.isLocked()) return true;
    /* Put off, or asked to come back: with no page open another event is the only thing that comes back. */
    const [later] = await tx.itemsIn({ state: 'later', limit: 1 });
    const asked = unsent > 0 && ((await tx.getMeta('notBefore')) ?? 0) > clock.now();
    return later === undefined && !asked;
  });
}

/**
 * The earliest time of another try within this event: what the office asked for (429, 503), or the time of an item that was
 * put off. 0: as soon as the link may be back. Null: nothing is left to come back for.
 */
async function comesBackAt(store: EngineStore, outcome: DrainOutcome, now: number): Promise<number | null> {
  return store.read(async (tx) => {
    const asked = officeAsked(await tx.getMeta('lastFailure')) ? ((await tx.getMeta('notBefore')) ?? 0) : 0;
    if (outcome === 'lost') return asked;
    if (outcome === 'stopped' || outcome === 'busy') return null;
    const policy = await readPolicy(tx, now, false, true);
    if (policy.lanes.length === 0) return policy.lookAgainAt;
    const [later] = await tx.itemsIn({ state: 'later', limit: 1 });
    return later?.nextAttemptAt ?? null;
  });
}
