import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { citedIds, readInvariants } from './invariants.mjs';

const root = new URL('../../', import.meta.url);
const invariants = readInvariants(readFileSync(new URL('docs/protocol.md', root), 'utf8'));
const files = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '*.test.ts', '*.test.tsx', '*.spec.ts'],
  { cwd: root, encoding: 'utf8' },
);
const cited = new Set(
  files
    .split('\n')
    .filter((file) => file !== '')
    .flatMap((file) => citedIds(readFileSync(new URL(file, root), 'utf8'))),
);

describe('the promises of docs/protocol.md', () => {
  it('names all 28 of them', () => {
    expect(invariants).toHaveLength(28);
  });

  it.each(invariants.filter(({ enforced }) => enforced))('$id is cited in the title of a test', ({ id }) => {
    expect(cited.has(id)).toBe(true);
  });

  it('reads ids from titles, also of parametrised tests and of those in backticks', () => {
    expect(
      citedIds("it('[S1][K1] a', f); it.each(rows)('[R1] b', f); test(`[X3] c`, f); const note = '[P1]';"),
    ).toEqual(['S1', 'K1', 'R1', 'X3']);
  });

  it('no test cites an id that the page does not have', () => {
    const known = new Set(invariants.map(({ id }) => id));
    expect([...cited].filter((id) => !known.has(id))).toEqual([]);
  });
});
