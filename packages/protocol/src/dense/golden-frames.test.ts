import { createHash } from 'node:crypto';
import { describe, expect, it, test, vi } from 'vitest';
import { zlibDeflater } from '../testing/zlib-deflater.ts';
import { beginChain, type Coder, type Deflater } from './index.ts';
import { MixingState } from './mixing-state.ts';
import { PRIMER_BASE64 } from './primer-data.ts';
import { readPrimer } from './primer.ts';

/** The first chain of a process reads the primer: 7 s were seen where 20 other processes wanted the two cores. */
vi.setConfig({ testTimeout: 60_000 });

/**
 * Frames of fixed messages, byte for byte. Phones and servers of different builds meet: when one of these changes, what a
 * phone that was built before sends is no longer read. Then the mark of the frame must change, too.
 */
const EMPTY_REQUEST = {
  v: 1,
  device: '01a09c11-7a3e-7c54-9b0f-6d21e85fa390',
  cursor: 'k3v9qd0x.4711',
  config: 1,
  wantBytes: 8_192,
};
const ODD_VALUES = {
  '': [-1.5, 1e308, 'a\0b', '\ud800', '2026-11-20T09:30:00.000Z', 'ƙarancin ruwa ⛑'],
  ['__proto__']: { constructor: null },
  deep: [[[[true, false]]]],
};

const GOLDEN: Readonly<
  Record<Coder, { readonly empty: string; readonly odd: string; readonly primer: string }>
> = {
  columns: {
    empty:
      'd001d0d649efb7030d0300d90108000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000001010101000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000001d9010000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000100000100000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000100005a000000e40100030f0f0303020200',
    odd: 'd0017a09211b0601009201010100019201087b22223a5b2d312e352c31652b3330382c22615c753030303062222c225c7564383030222c22323032362d31312d32305430393a33303a30302e3030305a222c22c6996172616e63696e207275776120e29b91225d2c225f5f70726f746f5f5f223a7b22636f6e7374727563746f72223a6e756c6c7d2c2264656570223a5b5b5b5b747275652c66616c73655d5d5d5d7d00',
    primer: '3509e93f700a865b6dabe35163af598fb6e304a7caf23f01929582a724ce3985',
  },
  mixing: {
    empty: 'd101d0d649ef8f02e17d68',
    odd: 'd1017a09211bffb8c203acb970808a60c1c993925a67d860f7d3c60a30e9437cd209e5afa9aec5856184fe012157e5bdba412ec44fbe6580277a1ed9419f9f60362143fdf3547f464977e3c260d0526d9af5dabcab8eaa7c98e8defd67705190bffcb932c14c0af3f247d38731533f9dbfe371e261fbf073a6c623',
    primer: '297d2408089058874a90d83e0726286ff8964ae5ba59b75e17b8339460d3aa66',
  },
};

/** What deflate writes may differ between its makers, and both are right; so the columns are frozen without it. */
const stored: Deflater = {
  deflateRaw: (bytes) => bytes,
  inflateRaw: (bytes, _, maxBytes) => (bytes.length > maxBytes ? undefined : bytes),
};

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe.each<Coder>(['columns', 'mixing'])('frames of %s', (coder) => {
  test.each([
    ['empty', EMPTY_REQUEST],
    ['odd', ODD_VALUES],
  ] as const)('are frozen: the %s message', (name, message) => {
    expect(hex(beginChain(coder, stored).encode(message))).toBe(GOLDEN[coder][name]);
    const result = beginChain(coder, stored).decode(Buffer.from(GOLDEN[coder][name], 'hex'), {
      maxBytes: 1_000,
      maxDepth: 16,
    });
    expect(result.ok && JSON.stringify(result.value)).toBe(JSON.stringify(message));
  });

  it('are frozen: the messages of the primer once more, in one chain', () => {
    const chain = beginChain(coder, stored);
    const frames = createHash('sha256');
    for (const message of readPrimer(new MixingState(), PRIMER_BASE64)) frames.update(chain.encode(message));
    expect(frames.digest('hex')).toBe(GOLDEN[coder].primer);
  });
});

it('a deflated frame of columns is read whoever deflated it', () => {
  const deflated =
    'd001d0d649ef140b0400bbc9487e2e6218d400d4ec213b530c72af310000630095534f18c1e514330003568f00';
  const result = beginChain('columns', zlibDeflater).decode(Buffer.from(deflated, 'hex'), {
    maxBytes: 1_000,
    maxDepth: 16,
  });
  expect(result.ok && JSON.stringify(result.value)).toBe(JSON.stringify(EMPTY_REQUEST));
});
