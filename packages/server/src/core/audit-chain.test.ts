import { describe, expect, it } from 'vitest';
import type { ChainedLine } from './audit-chain.ts';
import { CHAIN_START, chainText, linkFault } from './audit-chain.ts';

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;
const line: ChainedLine = {
  seq: 7,
  at: '2026-11-20T09:00:00.123Z',
  actor: 'amina',
  act: 'rule:create',
  subject: 'é',
  detail: '{"a": 1}',
  previousHash: CHAIN_START,
  hash: 'h',
};

describe('the chain of the audit log', () => {
  it('[X5] hashes every part with its length, so that nothing can move from one part to the next', () => {
    expect(chainText(line, bytesOf)).toBe(
      `64:${CHAIN_START},1:7,24:2026-11-20T09:00:00.123Z,5:amina,11:rule:create,2:é,8:{"a": 1},`,
    );
    const moved = { ...line, actor: 'amin', act: 'arule:create' };
    expect(chainText(moved, bytesOf)).not.toBe(chainText(line, bytesOf));
  });

  it.each(['seq', 'at', 'actor', 'act', 'subject', 'detail', 'previousHash'] as const)(
    '[X5] no other %s has the same text',
    (part) => {
      const other = { ...line, [part]: part === 'seq' ? 8 : `${String(line[part])}x` };
      expect(chainText(other, bytesOf)).not.toBe(chainText(line, bytesOf));
    },
  );

  it('[X5] says of a line that it was changed, or that it does not follow the one before', () => {
    expect(linkFault(line, CHAIN_START, () => 'h')).toBeUndefined();
    expect(linkFault(line, CHAIN_START, () => 'x')).toBe('changed');
    expect(linkFault(line, 'other', () => 'h')).toBe('does not follow');
  });
});
