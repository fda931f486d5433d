import { beginChain, type Coder, type DenseChain } from '@fieldsync/protocol/dense';
import { describe, expect, it } from 'vitest';
import { ChainBook } from './chain-book.ts';
import { zlibDeflater } from './zlib-deflater.ts';

function chainAfter(coder: Coder, message: string): DenseChain {
  const chain = beginChain(coder, zlibDeflater);
  chain.encode({ message });
  return chain;
}

describe('the chains that may go on', () => {
  const bounds = { bytes: 9_000_000, each: 3, idleMs: 1_000 };

  it('are found once each, by account, coder and checksum', () => {
    const book = new ChainBook(bounds);
    const chain = chainAfter('columns', 'a');
    book.put('amina', chain, 0);
    expect(book.take('yusuf', 'columns', chain.checksum)).toBeUndefined();
    expect(book.take('amina', 'mixing', chain.checksum)).toBeUndefined();
    expect(book.take('amina', 'columns', chain.checksum)).toBe(chain);
    expect(book.take('amina', 'columns', chain.checksum)).toBeUndefined();
    expect(book.fullness).toBe(0);
  });

  it('[X4] take no more room than there is: those silent longest go', () => {
    const book = new ChainBook(bounds);
    const chains = ['a', 'b', 'c'].map((text) => chainAfter('mixing', text));
    chains.forEach((chain, at) => {
      book.put(`account ${String(at)}`, chain, at);
    });
    expect(book.fullness).toBeLessThanOrEqual(1);
    expect(chains.map((chain, at) => book.take(`account ${String(at)}`, 'mixing', chain.checksum))).toEqual([
      undefined,
      chains[1],
      chains[2],
    ]);
  });

  it('[X4] of one account push out only its own', () => {
    const book = new ChainBook(bounds);
    const other = chainAfter('columns', 'other');
    book.put('yusuf', other, 0);
    const own = ['a', 'b', 'c', 'd'].map((text) => chainAfter('columns', text));
    for (const chain of own) book.put('amina', chain, 1);
    expect(book.take('amina', 'columns', own[0]?.checksum ?? 0)).toBeUndefined();
    expect(book.take('amina', 'columns', own[1]?.checksum ?? 0)).toBe(own[1]);
    expect(book.take('yusuf', 'columns', other.checksum)).toBe(other);
  });

  it('are forgotten when they have been silent for long', () => {
    const book = new ChainBook(bounds);
    const old = chainAfter('columns', 'old');
    book.put('amina', old, 0);
    book.put('yusuf', chainAfter('columns', 'new'), 1_000);
    expect(book.take('amina', 'columns', old.checksum)).toBeUndefined();
  });
});
