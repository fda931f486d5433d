import { applyBatch } from '../core/apply-batch.ts';
import type { ChangePage, ChangeQuery, ConflictStore, ExchangeStore } from '../ports.ts';
import { batchOf, device, healthData, testId } from './operations.ts';

export interface ScopedStore {
  /** As after a restored backup. */
  restartFeed(): Promise<void>;
  readonly store: ExchangeStore;
  readonly conflicts: ConflictStore;
  /** The place with this number is in that area. */
  settle(place: number, area: string): Promise<void>;
  /** Gives an account these areas and no others. */
  assign(userId: string, areas: readonly string[]): Promise<void>;
  /** What comes before each pull: a device of an account says up to where it has heard. */
  hear(device: string, userId: string, cursor: string | null): Promise<void>;
  /** Forgets of records that left what nobody has to hear any more. */
  purgeDepartures(): Promise<void>;
  /** How many of those are kept. */
  departures(): Promise<number>;
}

export const AREAS = ['Bama', 'Dikwa', 'Gwoza', 'Monguno'] as const;
export const office = { user: 'ibrahim', role: 'COORDINATOR', device: 2 } as const;
export const bukar = { user: 'bukar', device: 3 } as const;
const QUERY: Omit<ChangeQuery, 'after'> = {
  scope: { kind: 'person', userId: 'amina' },
  device: device(9),
  user: 'amina',
  limit: 100,
  limitBytes: 1_000_000,
};

/** Answers of a record at the place with this number. */
export const at = (place: number) => healthData({ affectedEntityId: testId('place', place) });

/** A phone as far as scopes go: what it holds, and through which area. */
export class ScopedPhone {
  readonly held = new Map<string, { readonly version: number; readonly area: string | undefined }>();
  cursor: string | null = null;

  take(page: ChangePage): void {
    for (const change of page.changes) {
      if (change.data === null) this.held.delete(change.id);
      else
        this.held.set(change.id, {
          version: change.version,
          area: change.others === true ? change.area : undefined,
        });
    }
    for (const [id, { area }] of this.held)
      if (area !== undefined && page.left.includes(area)) this.held.delete(id);
    this.cursor = page.cursor;
  }

  get versions(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.held].map(([id, { version }]) => [id, version] as const));
  }
}

/** What the contracts about scopes do with a store. */
export function scopeActs(harness: () => ScopedStore) {
  const pull = async (after: string | null, query: Partial<ChangeQuery> = {}): Promise<ChangePage> => {
    const asked = { ...QUERY, after, ...query };
    await harness().hear(asked.device, asked.user, after);
    return harness().store.readChanges(asked);
  };
  return {
    say: async (...args: Parameters<typeof batchOf>) =>
      (await harness().store.transact(batchOf(...args), applyBatch)).verdicts,
    pull,
    settle: async (): Promise<void> => {
      for (const [index, area] of AREAS.entries()) await harness().settle(index + 1, area);
    },
    /** Everything that there is for a phone. */
    drain: async (
      phone: ScopedPhone,
      limit = 100,
      query: Partial<ChangeQuery> = {},
    ): Promise<readonly ChangePage[]> => {
      const pages: ChangePage[] = [];
      for (let more = true; more;) {
        const page = await pull(phone.cursor, { limit, ...query });
        phone.take(page);
        pages.push(page);
        more = page.more;
        if (pages.length > 200) throw new Error('the phone goes round in a circle');
      }
      return pages;
    },
    /** Long after the last time, so that it is noted. */
    hearLater: async (
      { cursor }: Pick<ScopedPhone, 'cursor'>,
      { device: id, user }: Pick<ChangeQuery, 'device' | 'user'> = QUERY,
    ): Promise<void> => {
      for (let times = 0; times < 2; times += 1) await harness().hear(id, user, cursor);
    },
  };
}
