import { limits } from '@fieldsync/protocol/limits';
import { beginChain, readFrameHead, type Coder, type DenseChain } from '@fieldsync/protocol/dense';
import { expect, it } from 'vitest';
import { pakoDeflater } from '../adapters/dense/pako-deflater.ts';
import type { DenseCoding } from '../ports.ts';

const BOUNDS = { maxBytes: limits.inflatedBodyBytes, maxDepth: limits.jsonDepth };

/** A request as a phone sends it, as far as a coder is concerned. */
function message(number: number, operations = 3): string {
  return JSON.stringify({
    v: 1,
    cursor: `e.${String(number)}`,
    operations: Array.from({ length: operations }, (_, at) => ({
      action: 'CREATE',
      score: number + at,
      data: {
        note: `well ${String(number)} is dry, ${'the pump was taken away'.repeat(at % 4)}`,
        people: 12 * at,
      },
    })),
  });
}

/** What any `DenseCoding` does, however and wherever it does it. */
export function denseCodingContract(open: () => DenseCoding): void {
  const read = (chain: DenseChain, frame: Uint8Array | undefined): unknown => {
    const result = chain.decode(frame ?? new Uint8Array(), BOUNDS);
    return result.ok ? result.value : result.reason;
  };
  const server = (coder: Coder): DenseChain => beginChain(coder, pakoDeflater);

  it('writes the messages of a chain so that each goes on from the one before', async () => {
    const coding = open();
    for (const coder of coding.coders) {
      const chain = server(coder);
      for (const number of [1, 2, 3]) {
        const json = message(number);
        const encoded = await coding.encode({ chain: coder.length, coder, json });
        expect(readFrameHead(encoded?.frame ?? new Uint8Array())?.base).toBe(chain.checksum);
        expect(read(chain, encoded?.frame)).toEqual(JSON.parse(json));
      }
    }
    coding.close();
  });

  it('works in the order of the calls, whatever each takes', async () => {
    const coding = open();
    const texts = [message(1, 150), message(2, 1), message(3, 40)];
    const done: number[] = [];
    const encoded = await Promise.all(
      texts.map(async (json, at) => {
        const result = await coding.encode({ chain: 1, coder: 'columns', json });
        done.push(at);
        return result;
      }),
    );
    expect(done).toEqual([0, 1, 2]);
    const chain = server('columns');
    for (const [at, each] of encoded.entries())
      expect(read(chain, each?.frame)).toEqual(JSON.parse(texts[at] ?? ''));
    coding.close();
  });

  it('begins anew with another number', async () => {
    const coding = open();
    await coding.encode({ chain: 1, coder: 'columns', json: message(1) });
    const again = await coding.encode({ chain: 2, coder: 'columns', json: message(2) });
    expect(readFrameHead(again?.frame ?? new Uint8Array())?.base).toBe(0);
    expect(read(server('columns'), again?.frame)).toEqual(JSON.parse(message(2)));
    coding.close();
  });

  it('says how much work it was, and does it ahead when asked', async () => {
    const coding = open();
    coding.warm();
    const encoded = await coding.encode({ chain: 1, coder: 'columns', json: message(1, 100) });
    expect(encoded?.workMs).toBeGreaterThan(0);
    coding.close();
  });

  it('is undone by no text: what cannot be encoded is undefined, and the next chain is none the worse', async () => {
    const coding = open();
    expect(await coding.encode({ chain: 1, coder: 'columns', json: '{"v":' })).toBeUndefined();
    const next = await coding.encode({ chain: 2, coder: 'columns', json: message(2) });
    expect(read(server('columns'), next?.frame)).toEqual(JSON.parse(message(2)));
    coding.close();
  });

  it('reads a frame that stands alone', async () => {
    const coding = open();
    const value = JSON.parse(message(5)) as unknown;
    for (const coder of ['mixing', 'columns'] as const)
      expect(await coding.decode(server(coder).encode(value))).toEqual({ value });
    coding.close();
  });

  it('[X3] reads nothing that is broken, chained or no frame', async () => {
    const coding = open();
    const chain = server('columns');
    const first = chain.encode(JSON.parse(message(1)));
    const second = chain.encode(JSON.parse(message(2)));
    const spoilt = first.map((byte, at) => (at === first.length - 2 ? byte ^ 0x10 : byte));
    for (const frame of [second, spoilt, new Uint8Array(), new TextEncoder().encode('{"success":true}')])
      expect(await coding.decode(frame)).toBeUndefined();
    coding.close();
  });
}
