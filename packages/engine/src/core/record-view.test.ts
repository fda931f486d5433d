import { describe, expect, it } from 'vitest';
import { buildItem, buildRecord, operationId } from '../testing/build-item.ts';
import { withView } from './record-view.ts';

const edit = (parts: Parameters<typeof buildItem>[1] = {}) =>
  buildItem(1, { action: 'UPDATE', base: 1, ...parts });

describe('a record as a person sees it', () => {
  it('[R2] of which the office knows nothing yet is what was captured', () => {
    const data = { assessmentType: 'WASH', affectedEntityId: 'dikwa' };
    expect(withView(buildRecord(1), [buildItem(1, { data })])).toMatchObject({
      data,
      sector: 'WASH',
      placeId: 'dikwa',
    });
  });

  it('[R2] that the office deleted is empty, once nothing here waits for its judgement', () => {
    const record = buildRecord(1, { data: { a: 1 }, base: { version: 3, data: null } });
    expect(withView(record, [])).toMatchObject({ data: {}, sector: null, placeId: null });
    expect(withView(record, [edit({ patch: { a: 2 } })])).toBe(record);
  });

  it('[K2] that the office removed by a decision keeps its answers until the person has looked at that', () => {
    const decision = {
      operation: operationId(1),
      strategy: 'SERVER_WINS',
      by: 'Ibrahim',
      at: 0,
      justification: 'counted again',
      removal: false,
      answers: [],
      removed: true,
    } as const;
    const parts = { data: { a: 1 }, base: { version: 3, data: null } };
    const unseen = buildRecord(1, { ...parts, decisions: [{ ...decision, seen: false }] });
    expect(withView(unseen, [])).toEqual({ ...unseen, deleted: true });
    const seen = buildRecord(1, { ...parts, decisions: [{ ...decision, seen: true }] });
    expect(withView(seen, [])).toMatchObject({ data: {} });
  });

  it('[C3] with an edit that cannot be read stays as it was last seen', () => {
    const record = buildRecord(1, { data: { a: 2 }, base: { version: 1, data: { a: 1, b: 1 } } });
    expect(withView(record, [edit({ patch: { b: 3 } }), edit({ patch: {}, unreadable: true })])).toBe(record);
  });

  it('has no place where the answer is none', () => {
    const record = buildRecord(1, { base: { version: 1, data: { affectedEntityId: 7 } }, placeId: 'dikwa' });
    expect(withView(record, []).placeId).toBeNull();
  });
});
