import { describe, expect, it, test, vi } from 'vitest';
import { MINIMAL_ASSESSMENTS } from '../testing/example-records.ts';
import { zlibDeflater } from '../testing/zlib-deflater.ts';
import { beginChain, LoneMessages, readFrameHead, PRIMER_ID, type Coder } from './index.ts';

/** The first chain of a process reads the primer: 7 s were seen where 20 other processes wanted the two cores. */
vi.setConfig({ testTimeout: 60_000 });

const CODERS: readonly Coder[] = ['columns', 'mixing'];
const BOUNDS = { maxBytes: 100_000, maxDepth: 16 };

const begin = (coder: Coder) => beginChain(coder, zlibDeflater);
const request = (count: number) => ({
  v: 1,
  device: '01a09c11-7a3e-7c54-9b0f-6d21e85fa390',
  cursor: null,
  config: 0,
  operations: Array.from({ length: count }, (_, index) => ({
    id: `01a09e66-255a-790c-88e2-9da1ff75c${100 + index}`,
    type: 'ASSESSMENT',
    entityId: `01a09e64-37b5-7514-8392-9156baba1${100 + index}`,
    capturedAt: '2026-09-14T05:31:29.498Z',
    score: 40 + index,
    action: 'CREATE',
    data: { ...MINIMAL_ASSESSMENTS.WASH, numberToilets: index * 10 },
  })),
});

describe.each(CODERS)('a chain of %s', (coder) => {
  it('names the state before and after each message', () => {
    const chain = begin(coder);
    expect(chain.checksum).toBe(0);
    const first = readFrameHead(chain.encode(request(1)));
    expect(first).toEqual({ coder, primer: PRIMER_ID, base: 0, checksum: chain.checksum });
    const second = readFrameHead(chain.encode(request(1)));
    expect(second?.base).toBe(first?.checksum);
    expect(second?.checksum).not.toBe(first?.checksum);
  });

  it('makes the same bytes every time, also where many chains were begun before', () => {
    const frames = (): string => {
      const chain = begin(coder);
      return [request(3), request(20), { success: true }]
        .map((message) => Buffer.from(chain.encode(message)).toString('hex'))
        .join();
    };
    const first = frames();
    begin(coder).encode(request(50));
    expect(frames()).toBe(first);
  });

  it('makes of messages that stand alone what the first of a chain is, whatever came before them', () => {
    const alone = new LoneMessages(zlibDeflater);
    const others = new LoneMessages(zlibDeflater);
    const messages = [request(3), { success: true }, request(20), 'ƙarancin ruwa', request(3)];
    for (const message of messages) {
      const frame = begin(coder).encode(message);
      expect(alone.encode(coder, message)).toEqual(frame);
      expect(others.decode(frame, BOUNDS)).toMatchObject({ ok: true, value: message });
      /* One that is read to nonsense leaves nothing behind either, nor does one that both wrote and read. */
      others.decode(
        frame.map((byte, at) => (at > 12 ? byte ^ 0x55 : byte)),
        BOUNDS,
      );
      expect(alone.decode(frame, BOUNDS)).toMatchObject({ ok: true, value: message });
    }
    const [first, second] = [request(1), request(2)];
    const chain = begin(coder);
    chain.encode(first);
    expect(alone.decode(chain.encode(second), BOUNDS)).toEqual({ ok: false, reason: 'unknown-base' });
    expect(alone.decode(new Uint8Array(3), BOUNDS)).toEqual({ ok: false, reason: 'corrupt' });
  });

  it('needs less for what it was told before', () => {
    const chain = begin(coder);
    const first = chain.encode(request(20)).length;
    expect(chain.encode(request(20)).length).toBeLessThan(first * 0.5);
  });

  it('encodes in steps, one an operation, to the same bytes', () => {
    const steps = begin(coder).encodeInSteps(request(5));
    let count = 0;
    let step = steps.next();
    for (; step.done !== true; step = steps.next()) count += 1;
    expect(count).toBe(5);
    expect(step.value).toEqual(begin(coder).encode(request(5)));
  });

  it('tells the JSON text of what it read', () => {
    const value = { text: 'ƙarancin ruwa ⛑ "quoted"\n' };
    const result = begin(coder).decode(begin(coder).encode(value), BOUNDS);
    expect(result.ok && Buffer.from(result.json).toString()).toBe(JSON.stringify(value));
  });

  it('refuses a message whose chain it did not see, and goes on with its own', () => {
    const up = begin(coder);
    const down = begin(coder);
    const first = up.encode(request(1));
    const second = up.encode(request(2));
    expect(down.decode(second, BOUNDS)).toEqual({ ok: false, reason: 'unknown-base' });
    expect(down.decode(first, BOUNDS).ok).toBe(true);
    expect(down.decode(second, BOUNDS).ok).toBe(true);
  });

  it('refuses another primer by name', () => {
    const frame = begin(coder).encode(request(1));
    frame[1] = PRIMER_ID + 1;
    expect(begin(coder).decode(frame, BOUNDS)).toEqual({ ok: false, reason: 'unknown-primer' });
  });

  test.each([
    ['a long text', { text: 'a'.repeat(101) }],
    ['many values', Array.from({ length: 80 }, () => 1)],
    ['many keys', Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`key${index}`, 1]))],
    ['an escaped text', '\0'.repeat(60)],
    ['one text, many times', Array.from({ length: 30 }, () => 'HEALTH_POST')],
  ])('[X4] %s ends where the bound is', (_, value) => {
    const frame = begin(coder).encode(value);
    const bytes = Buffer.byteLength(JSON.stringify(value));
    const refused = begin(coder).decode(frame, { maxBytes: 100, maxDepth: 16 });
    expect(refused.ok ? 'ok' : refused.reason).toMatch(/too-large|corrupt/);
    expect(begin(coder).decode(frame, { maxBytes: bytes, maxDepth: 16 }).ok).toBe(true);
    expect(begin(coder).decode(frame, { maxBytes: bytes - 1, maxDepth: 16 }).ok).toBe(false);
  });

  test.each([16, 17, 40, 200])('[X4] a value of %i levels passes only a bound of as many', (levels) => {
    let value: unknown = 1;
    for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { a: value };
    const frame = begin(coder).encode(value);
    expect(begin(coder).decode(frame, { maxBytes: 5_000, maxDepth: levels }).ok).toBe(true);
    expect(begin(coder).decode(frame, { maxBytes: 5_000, maxDepth: levels - 1 })).toEqual({
      ok: false,
      reason: 'too-large',
    });
  });
});

describe('a frame', () => {
  test.each([[[]], [[0xd0]], [[0x7b, 0x22]], [[0xd4, 1, 0, 0, 0, 0]], [[0xd2, 1, 0, 0, 0, 0, 1, 2, 3, 4]]])(
    '%j is none',
    (bytes) => {
      expect(readFrameHead(Uint8Array.from(bytes))).toBeUndefined();
      expect(begin('mixing').decode(Uint8Array.from(bytes), BOUNDS)).toEqual({
        ok: false,
        reason: 'corrupt',
      });
    },
  );

  it('of one coder is not read by a chain of the other', () => {
    expect(begin('columns').decode(begin('mixing').encode(1), BOUNDS).ok).toBe(false);
  });
});
