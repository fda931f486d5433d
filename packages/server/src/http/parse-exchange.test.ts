import { PROTOCOL_VERSION } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { parseExchange } from './parse-exchange.ts';

const uuid = (n: number): string => `01890000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const operation = (n: number, extra: object = {}): object => ({
  id: uuid(n),
  type: 'ASSESSMENT',
  action: 'UPDATE',
  entityId: uuid(1_000 + n),
  base: 1,
  patch: { waterQuality: 'SAFE' },
  capturedAt: '2026-11-01T08:00:00.000Z',
  score: 40,
  ...extra,
});
const exchange = (extra: object = {}): object => ({
  v: 1,
  device: uuid(9),
  cursor: null,
  config: 0,
  ...extra,
});

function verdictsOf(operations: readonly unknown[]): unknown[] {
  const parsed = parseExchange(exchange({ operations }));
  if (!parsed.ok) throw new Error(parsed.error.message);
  return (parsed.value.slots ?? []).map((slot) => (slot.kind === 'judged' ? slot.verdict : 'to apply'));
}

describe('parseExchange', () => {
  it('[S5] judges a malformed operation and leaves the others to be applied', () => {
    const operations = Array.from({ length: 50 }, (_, n) => operation(n));
    operations[17] = operation(17, { patch: { 'no-such-name': 1 } });
    const verdicts = verdictsOf(operations);
    expect(verdicts.filter((verdict) => verdict === 'to apply')).toHaveLength(49);
    expect(verdicts[17]).toMatchObject({ status: 'rejected', code: 'VALIDATION', field: 'no-such-name' });
  });

  it.each([
    ['a text', 'hello', {}],
    ['null', null, {}],
    ['an unknown action', operation(1, { action: 'UPSERT' }), { field: 'action' }],
    ['an unknown key', operation(1, { admin: true }), { field: 'admin' }],
    ['NUL in a value', operation(1, { patch: { waterQuality: 'SA\0FE' } }), { field: 'waterQuality' }],
    [
      'a prototype key',
      operation(1, { patch: JSON.parse('{"__proto__":{"a":1}}') as unknown }),
      { field: '__proto__' },
    ],
    ['64 KB and more', operation(1, { patch: { details: 'x'.repeat(70_000) } }), { code: 'TOO_LARGE' }],
  ])('[X3] rejects %s by itself', (_, poison, told) => {
    expect(verdictsOf([poison, operation(2)])).toEqual([
      expect.objectContaining({ status: 'rejected', ...told }),
      'to apply',
    ]);
  });

  it('[S2] holds later operations on the record of a rejected one, and only those', () => {
    const entityId = uuid(500);
    const verdicts = verdictsOf([
      operation(1, { entityId, base: -1 }),
      operation(2, { entityId }),
      operation(3),
    ]);
    expect(verdicts[1]).toEqual({ status: 'held', code: 'EARLIER_OPERATION_OPEN', waitsFor: uuid(1) });
    expect(verdicts[2]).toBe('to apply');
  });

  it.each([
    ['no exchange', 'x', 'MALFORMED', ''],
    ['an unknown key', exchange({ role: 'ADMIN' }), 'MALFORMED', 'role'],
    ['a device that is no id', exchange({ device: 'x' }), 'MALFORMED', 'device'],
    ['a newer version', exchange({ v: PROTOCOL_VERSION + 1, news: true }), 'UNSUPPORTED_VERSION', 'v'],
    ['version 0', exchange({ v: 0 }), 'UNSUPPORTED_VERSION', 'v'],
    ['a version that is no number', exchange({ v: '1' }), 'MALFORMED', 'v'],
    ['too many operations', exchange({ operations: Array(201).fill(null) }), 'TOO_LARGE', 'operations'],
  ])('[X3] refuses %s as a whole and names the field', (_, body, code, field) => {
    expect(parseExchange(body)).toEqual({
      ok: false,
      error: expect.objectContaining({ code, field }) as unknown,
    });
  });

  it('[S5] leaves a broken heartbeat aside instead of refusing the records beside it', () => {
    const parsed = parseExchange(exchange({ operations: [operation(1)], heartbeat: { queue: 'lots' } }));
    expect(parsed.ok && parsed.value.slots).toHaveLength(1);
    expect(parsed.ok && parsed.value.heartbeat).toBeUndefined();
    expect(parsed.ok && parsed.value.refusedHeartbeat?.field).toBe('queue');
  });

  it('tells an empty list from none', () => {
    const none = parseExchange(exchange());
    const empty = parseExchange(exchange({ operations: [] }));
    expect(none.ok && none.value.slots).toBeUndefined();
    expect(empty.ok && empty.value.slots).toEqual([]);
  });
});
