/** A coordinator who decides conflicts at random: by each strategy, too late, on what is past, and changing their mind. */
import type { StoredConflict } from '@fieldsync/server/testing';
import type { Rng } from './rng.ts';
import type { SimOffice } from './sim-office.ts';

const STRATEGIES = ['LOCAL_WINS', 'SERVER_WINS', 'MERGE', 'MANUAL'] as const;

/** One of those that are open, now and then one that is not. */
export async function decideSome(office: SimOffice, rng: Rng, now: number): Promise<void> {
  const decided = [...office.store.conflicts.values()].filter(({ resolution }) => resolution !== null);
  const again = decided.length > 0 && rng.chance(0.2);
  const conflicts = again ? decided : office.store.openConflicts();
  if (conflicts.length === 0) return;
  await decide(office, rng.pick(conflicts), rng, now);
}

/** Each that is open. What no strategy at random could settle ends with what the office has. */
export async function decideAll(office: SimOffice, rng: Rng, now: number): Promise<void> {
  for (const conflict of office.store.openConflicts()) {
    if (await decide(office, conflict, rng, now)) continue;
    const version = office.version(conflict.recordId);
    await office.decide(conflict.id, { turn: 'first', version, strategy: 'SERVER_WINS' }, now);
  }
}

function decide(office: SimOffice, conflict: StoredConflict, rng: Rng, now: number): Promise<boolean> {
  const fields = Object.keys(conflict.fields);
  const late = rng.chance(0.1) ? 1 : 0;
  return office.decide(
    conflict.id,
    {
      turn: conflict.resolution === null ? 'first' : 'again',
      version: office.version(conflict.recordId) - late,
      strategy: rng.pick(STRATEGIES),
      choices: Object.fromEntries(fields.map((field) => [field, rng.pick(['mine', 'theirs'] as const)])),
      values: Object.fromEntries(fields.map((field) => [field, 900_000 + rng.below(1_000)])),
    },
    now,
  );
}
