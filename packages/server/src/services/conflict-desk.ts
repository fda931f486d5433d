import type { ConflictDetail, WireError } from '@fieldsync/protocol';
import type { Actor } from '../accounts/actor.ts';
import { decideConflict } from '../core/decide-conflict.ts';
import type { Ruling } from '../core/ruling.ts';
import type { ConfigBook, ConflictReader } from '../office-ports.ts';
import type { ConflictStore } from '../ports.ts';
import type { Clock } from './clock.ts';
import { isoTime } from './clock.ts';
import type { EventBus } from './event-bus.ts';

export interface ConflictDeskParts {
  readonly store: ConflictStore;
  readonly conflicts: ConflictReader;
  readonly config: ConfigBook;
  readonly bus: EventBus;
  readonly clock: Clock;
}

/** What a person says; who and when is the session's and the server's. */
export type Said = Omit<Ruling, 'actor' | 'rules' | 'now'>;

export type Told =
  /** The conflict as it is afterwards. */
  | { readonly ok: true; readonly value: ConflictDetail }
  /** Why the decision did not count. */
  | { readonly ok: false; readonly error: WireError };

/** Where a person decides between two versions. */
export class ConflictDesk {
  private readonly parts: ConflictDeskParts;

  constructor(parts: ConflictDeskParts) {
    this.parts = parts;
  }

  async decide(id: string, actor: Actor, said: Said): Promise<Told> {
    const { store, conflicts, config, bus, clock } = this.parts;
    const ruling: Ruling = {
      ...said,
      actor: { id: actor.id, role: actor.role },
      rules: await config.rules(),
      now: isoTime(clock()),
    };
    const decision = await store.decide(id, (state) => decideConflict(state, ruling));
    if (decision?.kind === 'refused') return { ok: false, error: decision.error };
    const after = decision === undefined ? null : await conflicts.find(id);
    if (decision === undefined || after === null)
      return { ok: false, error: { code: 'NOT_FOUND', message: 'There is no such conflict.' } };
    bus.publish({ kind: 'committed' });
    bus.publish({
      kind: 'conflict',
      conflictId: id,
      recordId: decision.writes.conflict.recordId,
      status: 'RESOLVED',
    });
    return { ok: true, value: after };
  }
}
