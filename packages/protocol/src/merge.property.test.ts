import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalJson } from './equal.ts';
import type { FieldVersion, Patch } from './merge.ts';
import { applyPatch, composePatches, diffPatch, EVERY_OTHER_FIELD, mergePatch } from './merge.ts';
import type { RecordData } from './records/record-data.ts';
import { FIELD_NAMES, patch, recordData } from './testing/arbitraries.ts';

/** As the other side reads it: -0 becomes 0. */
const wire = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const own = (data: RecordData, field: string): unknown =>
  Object.hasOwn(data, field) ? data[field] : undefined;

describe('patches', () => {
  it('diffPatch then applyPatch gives the edited record', () => {
    fc.assert(
      fc.property(recordData, recordData, (before, after) => {
        expect(wire(applyPatch(before, diffPatch(before, after)))).toEqual(wire(after));
      }),
    );
  });

  it('diffPatch is the smallest such patch: without any one of its fields it is not enough', () => {
    fc.assert(
      fc.property(recordData, recordData, (before, after) => {
        const full = diffPatch(before, after);
        for (const left of Object.keys(full)) {
          const less = Object.fromEntries(Object.entries(full).filter(([field]) => field !== left));
          expect(equalJson(applyPatch(before, less), after)).toBe(false);
        }
      }),
    );
  });

  it('one composed patch does what two did, one after the other', () => {
    fc.assert(
      fc.property(recordData, patch, patch, (data, first, second) => {
        const inTwo = applyPatch(applyPatch(data, first), second);
        expect(wire(applyPatch(data, composePatches(first, second)))).toEqual(wire(inTwo));
      }),
    );
  });

  it('applying a patch twice does what applying it once does [S1]', () => {
    fc.assert(
      fc.property(recordData, patch, (data, change) => {
        const once = applyPatch(data, change);
        expect(applyPatch(once, change)).toEqual(once);
      }),
    );
  });
});

/** A record at a server in small: what mergePatch is given there. */
interface Held {
  readonly data: RecordData;
  readonly version: number;
  readonly fields: Readonly<Record<string, FieldVersion>>;
}
const created = (data: RecordData): Held => ({
  data,
  version: 1,
  fields: { [EVERY_OTHER_FIELD]: [1, 'creator'] },
});
function write(held: Held, device: string, base: number, change: Patch) {
  const merge = mergePatch({ current: held.data, fieldVersions: held.fields, base, patch: change, device });
  const version = held.version + 1;
  const touched = Object.keys(merge.clean).map((field): [string, FieldVersion] => [field, [version, device]]);
  const next: Held = {
    data: applyPatch(held.data, merge.clean),
    version,
    fields: { ...held.fields, ...Object.fromEntries(touched) },
  };
  return { merge, next };
}

/** The textbook three-way merge, from three whole records. */
function threeWay(base: RecordData, mine: RecordData, theirs: RecordData) {
  const data: Record<string, unknown> = {};
  const conflicts: string[] = [];
  for (const field of FIELD_NAMES) {
    const [old, left, right] = [own(base, field), own(mine, field), own(theirs, field)];
    const mineChanged = !equalJson(old, left);
    const bothChanged = mineChanged && !equalJson(old, right);
    if (bothChanged && !equalJson(left, right)) conflicts.push(field);
    const result = mineChanged && !bothChanged ? left : right;
    if (result !== undefined) data[field] = result;
  }
  return { data, conflicts };
}

describe('mergePatch', () => {
  it('[K1] one entry for every other field means what an entry for each of them means', () => {
    const touched = fc.dictionary(
      fc.constantFrom(...FIELD_NAMES),
      fc.tuple(fc.integer({ min: 1, max: 4 }), fc.constantFrom('a', 'b')),
    );
    fc.assert(
      fc.property(recordData, touched, patch, fc.nat({ max: 4 }), (current, changed, change, base) => {
        const merged = (rest: Readonly<Record<string, FieldVersion>>) =>
          mergePatch({ current, fieldVersions: { ...rest, ...changed }, base, patch: change, device: 'a' });
        const spelledOut = Object.fromEntries(
          Object.keys(current).map((field): [string, FieldVersion] => [field, [1, 'b']]),
        );
        const short = merged({ [EVERY_OTHER_FIELD]: [1, 'b'] });
        const long = merged(spelledOut);
        expect({ ...short, changedByOthers: [...short.changedByOthers].sort() }).toEqual({
          ...long,
          changedByOthers: [...long.changedByOthers].sort(),
        });
      }),
    );
  });

  it('[K1] agrees with the textbook three-way merge, in data and in conflicts', () => {
    fc.assert(
      fc.property(recordData, recordData, recordData, (base, mine, theirs) => {
        const others = write(created(base), 'b', 1, diffPatch(base, theirs)).next;
        const { merge, next } = write(others, 'a', 1, diffPatch(base, mine));
        const expected = threeWay(base, mine, theirs);
        expect(Object.keys(merge.conflicts).sort()).toEqual([...expected.conflicts].sort());
        expect(wire(next.data)).toEqual(wire(expected.data));
        for (const [field, sides] of Object.entries(merge.conflicts)) {
          expect(sides.mine).toEqual(own(mine, field));
          expect(sides.theirs).toEqual(own(theirs, field));
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('[K1] finds a conflict with another device’s change wherever it lies after the base', () => {
    const device = fc.constantFrom('a', 'b', 'c');
    const history = fc.array(fc.tuple(device, patch), { maxLength: 8 });
    fc.assert(
      fc.property(recordData, history, fc.nat({ max: 8 }), patch, (start, writes, back, change) => {
        let held = created(start);
        const log: { version: number; device: string; fields: string[] }[] = [];
        for (const [by, each] of writes) {
          held = { ...held, ...write(held, by, held.version, each).next };
          log.push({ version: held.version, device: by, fields: Object.keys(each) });
        }
        const base = Math.max(1, held.version - back);
        const lastBy = (field: string) =>
          log.findLast(({ version, fields }) => version > base && fields.includes(field))?.device;
        const { merge } = write(held, 'a', base, change);
        const expected = Object.keys(change).filter((field) => {
          const by = lastBy(field);
          return (
            by !== undefined && by !== 'a' && !equalJson(own(held.data, field), change[field] ?? undefined)
          );
        });
        expect(Object.keys(merge.conflicts).sort()).toEqual(expected.sort());
        const others = FIELD_NAMES.filter((field) => ![undefined, 'a'].includes(lastBy(field)));
        expect([...merge.changedByOthers].sort()).toEqual(
          others.filter((field) => !Object.hasOwn(change, field)).sort(),
        );
      }),
      { numRuns: 1_000 },
    );
  });

  it('[K1] edits of different fields commute and need no person', () => {
    fc.assert(
      fc.property(recordData, patch, patch, (start, first, second) => {
        const disjoint = Object.fromEntries(
          Object.entries(second).filter(([field]) => !Object.hasOwn(first, field)),
        );
        const inOrder = (edits: [string, Patch][]) =>
          edits.reduce(
            ({ held, conflicts }, [by, edit]) => {
              const { merge, next } = write(held, by, 1, edit);
              return { held: next, conflicts: conflicts + Object.keys(merge.conflicts).length };
            },
            { held: created(start), conflicts: 0 },
          );
        const ab = inOrder([
          ['a', first],
          ['b', disjoint],
        ]);
        const ba = inOrder([
          ['b', disjoint],
          ['a', first],
        ]);
        expect(ab.conflicts + ba.conflicts).toBe(0);
        expect(wire(ab.held.data)).toEqual(wire(ba.held.data));
      }),
    );
  });

  it('[S2] one device alone never meets a conflict, whatever base it names', () => {
    fc.assert(
      fc.property(
        recordData,
        fc.array(fc.tuple(fc.nat({ max: 5 }), patch), { maxLength: 6 }),
        (start, edits) => {
          let held: Held = { ...created(start), fields: {} };
          for (const [base, edit] of edits) {
            const { merge, next } = write(held, 'a', base, edit);
            expect(merge.conflicts).toEqual({});
            expect(merge.clean).toEqual(edit);
            held = next;
          }
        },
      ),
    );
  });

  it('[K1] loses no field of the patch: each is either clean or in conflict', () => {
    fc.assert(
      fc.property(recordData, recordData, patch, (start, theirs, change) => {
        const others = write(created(start), 'b', 1, diffPatch(start, theirs)).next;
        const { merge } = write(others, 'a', 1, change);
        const split = [...Object.keys(merge.clean), ...Object.keys(merge.conflicts)];
        expect(split.sort()).toEqual(Object.keys(change).sort());
      }),
    );
  });
});
