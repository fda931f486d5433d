import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readComplaints, titlesIn } from './complaints.mjs';

const root = new URL('../../', import.meta.url);
const complaints = readComplaints(readFileSync(new URL('docs/complaints.md', root), 'utf8'));

describe('docs/complaints.md', () => {
  it('has a line for each of the 32', () => {
    expect(complaints.map(({ number }) => number)).toEqual(Array.from({ length: 32 }, (_, n) => n + 1));
  });

  it.each(complaints)('$number names a test, or says that it is not answered yet', ({ answer, tests }) => {
    expect(tests.length > 0 || answer.startsWith('Not yet')).toBe(true);
  });

  it.each(complaints.flatMap(({ number, tests }) => tests.map((test) => ({ number, ...test }))))(
    '$number: $title is a test of $file',
    ({ file, title }) => {
      const address = new URL(file, root);
      const titles = existsSync(address) ? titlesIn(readFileSync(address, 'utf8')) : new Set();
      expect(titles).toContain(title);
    },
  );

  it('reads lines as they are written', () => {
    const line = '| 7 | a | b#1 | `x/y.test.ts`: "one: two"; by design; `z.spec.ts`: "three" |';
    expect(readComplaints(line)).toEqual([
      {
        number: 7,
        answer: '`x/y.test.ts`: "one: two"; by design; `z.spec.ts`: "three"',
        tests: [
          { file: 'x/y.test.ts', title: 'one: two' },
          { file: 'z.spec.ts', title: 'three' },
        ],
      },
    ]);
    expect([...titlesIn("it('a', f); test.each(rows)(\"b\", g); describe('c', h)")]).toEqual(['a', 'b']);
  });
});
