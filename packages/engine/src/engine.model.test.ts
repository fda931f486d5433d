import { equalJson, type RecordId } from '@fieldsync/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasUnseen } from './core/decisions.ts';
import { NO_ITEMS, recount } from './core/queue-counts.ts';
import { NO_RECORDS, recountRecords } from './core/record-totals.ts';
import { recordState } from './core/record-state.ts';
import type { OutboxItem, StoredRecord } from './core/stored.ts';
import { seeDecisions } from './decided-records.ts';
import { FatefulTransport, FATES, type Fate } from './testing/fateful-transport.ts';
import { ModelOffice } from './testing/model-office.ts';
import { settled } from './testing/manual-clock.ts';
import { food, Phone, waterDelivery } from './testing/phone.ts';

const NUMBERS = {
  malnutritionCases: 'FOOD',
  availableFoodDurationDays: 'FOOD',
  additionalFoodRequiredPersons: 'FOOD',
};
const FIELDS = Object.keys(NUMBERS);
/** The office has a rule against it. */
const REFUSED = 13;

type Action =
  | { readonly do: 'save'; readonly value: number }
  | { readonly do: 'respond' | 'remove' | 'elsewhere removed'; readonly at: number }
  | {
      readonly do: 'edit' | 'elsewhere';
      readonly at: number;
      readonly field: string;
      readonly value: number | null;
    }
  | { readonly do: 'drain'; readonly fates: readonly Fate[]; readonly meanwhile: readonly Action[] }
  | { readonly do: 'retry' | 'discard' | 'seen'; readonly at: number }
  /** Somebody at the office decides a conflict, for this phone or against it. */
  | { readonly do: 'decide'; readonly at: number; readonly mine: boolean }
  /** A contact in which the battery is too low to send anything that is not critical. */
  | { readonly do: 'pull' }
  | { readonly do: 'wait'; readonly minutes: number };

/** A phone, an office, and what the person has written. */
class World {
  readonly office = new ModelOffice();
  readonly transport = new FatefulTransport(this.office);
  readonly phone = new Phone({ transport: this.transport });
  readonly ids: RecordId[] = [];
  /** What the person wrote last, by record and field. */
  readonly wrote = new Map<RecordId, Map<string, unknown>>();
  readonly removed = new Set<RecordId>();
  readonly discarded = new Set<RecordId>();
  /** Fields that somebody else has written too. */
  readonly contested = new Set<string>();

  /** What of the office's was on the phone when the person last wrote a field. */
  readonly #saw = new Map<string, { readonly version: number; readonly values: readonly unknown[] }>();
  /** Changes of somebody else that the person's edit replaced without their having been on the phone [K1]. */
  readonly unseen: string[] = [];

  constructor() {
    this.office.replaced = (id, name, value, version) => {
      const saw = this.#saw.get(`${id} ${name}`);
      /* Changed there and back again, or decided as the screen had it: what the person saw is what they replace. */
      const wasSeen = saw?.values.some((each) => equalJson(each ?? null, value ?? null)) === true;
      if (saw === undefined || (saw.version < version && !wasSeen))
        this.unseen.push(`${name} of ${id} in ${version}`);
    };
    this.office.refuses = (operation) =>
      operation.action !== 'DELETE' &&
      Object.values(operation.action === 'CREATE' ? operation.data : operation.patch).includes(REFUSED);
  }

  async act(action: Action): Promise<void> {
    switch (action.do) {
      case 'save': {
        const { id } = await this.phone.save(food({ malnutritionCases: action.value }));
        this.ids.push(id);
        this.#wrote(id, 'malnutritionCases', action.value, null);
        return;
      }
      case 'respond': {
        const about = this.#pick(action.at);
        if (about === undefined || this.phone.record(about)?.type !== 'ASSESSMENT') return;
        this.ids.push((await this.phone.save(waterDelivery(about))).id);
        return;
      }
      case 'edit': {
        const id = this.#pick(action.at);
        const record = id === undefined ? undefined : this.phone.record(id);
        if (id === undefined || record?.type !== 'ASSESSMENT') return;
        const value = action.value ?? undefined;
        /* As a form does: what the person was looking at goes along, or a pull in between would be overwritten unseen. */
        const shown = { data: record.data, version: record.base?.version ?? 0 };
        const data = { ...record.data, [action.field]: value };
        const result = await this.phone.recorder.update({ id, data, shown });
        if (result.ok && !equalJson(record.data[action.field], value))
          this.#wrote(id, action.field, action.value, record.base, record);
        return;
      }
      case 'remove': {
        const id = this.#pick(action.at);
        if (id === undefined) return;
        if ((await this.phone.recorder.remove(id)).ok) this.removed.add(id);
        return;
      }
      case 'elsewhere': {
        const id = this.#pick(action.at);
        if (id === undefined || this.office.rows.get(id)?.type !== 'ASSESSMENT') return;
        this.contested.add(`${id} ${action.field}`);
        this.office.edit(id, action.field, action.value);
        return;
      }
      case 'elsewhere removed': {
        const id = this.#pick(action.at);
        if (id === undefined) return;
        for (const field of FIELDS) this.contested.add(`${id} ${field}`);
        this.office.remove(id);
        return;
      }
      case 'retry':
      case 'discard': {
        const waiting = this.phone.items.filter(({ state }) => state === 'shelf');
        const item = waiting[action.at % Math.max(1, waiting.length)];
        if (item === undefined) return;
        if (action.do === 'retry') await this.phone.shelf.retry(item.id);
        else if ((await this.phone.shelf.discard(item.id)).length > 0) this.discarded.add(item.recordId);
        return;
      }
      case 'decide': {
        const id = this.#pick(action.at);
        if (id !== undefined) this.office.decide(id, action.mine);
        return;
      }
      case 'seen': {
        const id = this.#pick(action.at);
        if (id !== undefined) await this.phone.store.write((tx) => seeDecisions(tx, id));
        return;
      }
      case 'pull':
        await this.phone.putMeta('power', { level: 5, charging: false, at: this.phone.clock.now() });
        await this.#drain([], []);
        await this.phone.putMeta('power', { level: 50, charging: true, at: this.phone.clock.now() });
        return;
      case 'wait':
        await this.phone.clock.advance(action.minutes * 60_000);
        return;
      case 'drain':
        await this.#drain(action.fates, action.meanwhile);
    }
  }

  /** The office decides all that is in conflict, again and again as later edits meet what was decided. */
  async decideAll(): Promise<number> {
    let rounds = 0;
    for (; this.office.open.size > 0 && rounds < 30; rounds += 1) {
      for (const [index, id] of [...this.office.open.keys()].entries())
        this.office.decide(id, (index + rounds) % 2 === 0);
      await this.heal();
    }
    return rounds;
  }

  /** Everything works again: the rest goes by itself. */
  async heal(): Promise<number> {
    this.transport.deliverLate();
    let contacts = 0;
    const moving = (): boolean =>
      this.phone.items.some(({ state }) => state === 'waiting' || state === 'sending' || state === 'later');
    do {
      contacts += 1;
      await this.phone.clock.advance(3_120_000);
      await this.#drain([], []);
    } while (moving() && contacts < 30);
    return contacts;
  }

  async #drain(fates: readonly Fate[], meanwhile: readonly Action[]): Promise<void> {
    this.transport.fates.splice(0, Infinity, ...fates);
    const { phone } = this;
    const drained = phone.drain({ manual: true, pull: true });
    for (const action of meanwhile) await this.act(action);
    await Promise.race([drained, this.#still(drained)]);
    this.transport.fates.length = 0;
    phone.lock.free();
    await phone.putMeta('pauses', []);
  }

  /** A phone that died goes no further, however long one looks. */
  async #still(drained: Promise<unknown>): Promise<void> {
    let over = false;
    void drained.then(() => (over = true));
    for (let quiet = 0; !over && quiet < 20; quiet += 1) await settled();
  }

  #pick(at: number): RecordId | undefined {
    return this.ids[at % Math.max(1, this.ids.length)];
  }

  /**
   * @param base what of the office's the person was looking at
   * @param shown the record on the screen, with what they had written before and the office had not judged
   */
  #wrote(
    id: RecordId,
    field: string,
    value: unknown,
    base: StoredRecord['base'],
    shown?: Pick<StoredRecord, 'data' | 'state'>,
  ): void {
    const fields = this.wrote.get(id) ?? new Map<string, unknown>();
    this.wrote.set(id, fields.set(field, value));
    const key = `${id} ${field}`;
    const before = shown === undefined || shown.state === 'office' ? [] : (this.#saw.get(key)?.values ?? []);
    const values = [base?.data?.[field], ...before, ...(shown === undefined ? [] : [shown.data[field]])];
    this.#saw.set(key, { version: base?.version ?? 0, values });
  }
}

const place = fc.nat({ max: 5 });
const field = fc.constantFrom(...FIELDS);
const value = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 12 }) },
  { weight: 1, arbitrary: fc.constantFrom(REFUSED, null) },
);
const quick: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('save' as const),
      value: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.constant(REFUSED)),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('edit' as const, 'elsewhere' as const),
      at: place,
      field,
      value,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('respond' as const, 'remove' as const, 'elsewhere removed' as const),
      at: place,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('retry' as const, 'discard' as const, 'seen' as const),
      at: place,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('decide' as const), at: place, mine: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 300 }) }),
  },
  { weight: 2, arbitrary: fc.constant<Action>({ do: 'pull' }) },
);
const drain: fc.Arbitrary<Action> = fc.record({
  do: fc.constant('drain' as const),
  fates: fc.array(fc.constantFrom(...FATES), { maxLength: 4 }),
  meanwhile: fc.array(quick, { maxLength: 2 }),
});
const actions = fc.array(fc.oneof({ weight: 3, arbitrary: quick }, { weight: 2, arbitrary: drain }), {
  minLength: 3,
  maxLength: 25,
});

const holds = (items: readonly OutboxItem[], name: string, wanted: unknown): boolean =>
  items.some((item) => {
    const content: Readonly<Record<string, unknown>> = item.data ?? item.patch ?? {};
    return item.action === 'DELETE' || equalJson(content[name] ?? null, wanted);
  });

function checkAlways({ phone }: World): void {
  expect(phone.meta('recordTotals') ?? NO_RECORDS).toEqual(
    [...phone.disk.tables.records.values()].reduce(
      (totals, record) => recountRecords(totals, undefined, record),
      NO_RECORDS,
    ),
  );
  expect(phone.meta('counts') ?? NO_ITEMS).toEqual(
    phone.items.reduce((counts, item) => recount(counts, undefined, item), NO_ITEMS),
  );
  for (const record of phone.disk.tables.records.values())
    expect(record.state, `the mark of ${record.id}`).toBe(recordState(phone.itemsOf(record.id)));
  for (const item of phone.items)
    expect(phone.record(item.recordId), `the record of ${item.id}`).toBeDefined();
}

function checkHealed(world: World): void {
  const { phone, office } = world;
  expect(world.unseen, 'overwritten unseen').toEqual([]);
  for (const [id, count] of office.effects) expect(count, `effects of ${id}`).toBe(1);
  const moving = phone.items.filter(
    ({ state }) => state === 'waiting' || state === 'sending' || state === 'later',
  );
  const stuck = moving.filter((item) => !waitsForPerson(world, item));
  expect(stuck.map(({ id, action, state, error }) => ({ id, action, state, error }))).toEqual([]);
  for (const [id, fields] of world.wrote) {
    if (world.discarded.has(id) || world.removed.has(id)) continue;
    for (const [name, wanted] of fields) {
      const there = office.rows.get(id)?.data?.[name] ?? null;
      const own = phone.itemsOf(id);
      if (holds(own, name, wanted) || equalJson(there, wanted)) continue;
      /* Every field began without an answer. */
      const fought = [null, ...office.valuesOf(id, name), ...(office.disputed.get(`${id} ${name}`) ?? [])];
      expect(
        world.contested.has(`${id} ${name}`) && fought.some((each) => equalJson(each, wanted)),
        `${name} of ${id}`,
      ).toBe(true);
    }
  }
  for (const row of office.rows.values()) {
    if (phone.itemsOf(row.id).length > 0) continue;
    const record = phone.record(row.id);
    /* Removed, and that it stays so is a decision that the person has not seen. */
    const kept = record?.deleted === true && hasUnseen(record);
    expect(kept ? null : (record?.data ?? null), `the phone's ${row.id}`).toEqual(row.data);
    if (record !== undefined) expect([record.base?.version, record.state]).toEqual([row.version, 'office']);
  }
  for (const record of phone.disk.tables.records.values())
    if (phone.itemsOf(record.id).length === 0) expect(office.rows.has(record.id)).toBe(true);
}

/** [K2] Once everything is decided nothing waits for the office; for a person here, what was refused may. */
function checkDecided({ phone, office }: World): void {
  expect([...office.open.keys()]).toEqual([]);
  const shelved = new Set(phone.items.filter(({ state }) => state === 'shelf').map((item) => item.recordId));
  const waiting = phone.items.filter(
    ({ state, recordId }) => state === 'conflict' || (state === 'fenced' && !shelved.has(recordId)),
  );
  expect(waiting.map(({ id, action, state }) => ({ id, action, state }))).toEqual([]);
  const unseen = [...phone.disk.tables.records.values()].filter(hasUnseen).map(({ id }) => id);
  expect([...(phone.meta('decided') ?? [])].sort()).toEqual(unseen.sort());
}

/** What it stands behind, or refers to, is with a person: here, or at the office. */
function waitsForPerson(world: World, item: OutboxItem): boolean {
  const { phone, office } = world;
  if (['shelf', 'conflict', 'fenced'].includes(item.state) || office.open.has(item.recordId)) return true;
  const before = phone.items.filter(
    (other) =>
      (other.recordId === item.recordId && other.seq < item.seq) ||
      (item.dependsOn.includes(other.recordId) && other.action === 'CREATE'),
  );
  return before.some((other) => waitsForPerson(world, other));
}

describe('any history of captures, contacts and faults', () => {
  it('[S1][S2][S3][S5][S7][C2][R1][R2][K1][K2] every change took effect exactly once or waits for a person, and the phone shows what the office has', async () => {
    await fc.assert(
      fc.asyncProperty(actions, async (history) => {
        const world = new World();
        /* So poor that a request carries two or three items: several are on the way at once then. */
        await world.phone.putMeta('link', { goodputBytesPerSecond: 500, rttMs: 600, ratio: 1.5, at: 0 });
        for (const action of history) {
          await world.act(action);
          checkAlways(world);
        }
        await world.heal();
        checkAlways(world);
        checkHealed(world);
        await world.decideAll();
        checkAlways(world);
        checkHealed(world);
        checkDecided(world);
      }),
      { numRuns: 500 },
    );
  }, 120_000);
});
