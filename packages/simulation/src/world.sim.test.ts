import { describe, expect, it } from 'vitest';
import regressions from './regressions/seeds.json' with { type: 'json' };
import { MUTANTS } from './mutants.ts';
import { simulate } from './world.ts';

const SEEDS = 200;
const STEPS = 60;

function explain(seed: number, problems: readonly string[]): string {
  return `seed ${String(seed)} failed; run it again with: npm run sim -- --seed ${String(seed)} --steps ${String(STEPS)}\n${problems.join('\n')}`;
}

describe('the whole system under a hostile network', () => {
  it.each(regressions)('a seed that once failed: $seed ($why)', async ({ seed, steps }) => {
    const report = await simulate({ seed, steps, restores: false });
    expect(report.problems, explain(seed, report.problems)).toEqual([]);
  });

  it(`[C2][D4][S1][S2][S4][S5][S6][S7][R1][R2][K2] ${String(SEEDS)} seeds: nothing is lost, doubled, overtaken or stuck, also where the office is restored from an older backup`, async () => {
    let captured = 0;
    let restores = 0;
    let decided = 0;
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const report = await simulate({ seed, steps: STEPS });
      expect(report.problems, explain(seed, report.problems)).toEqual([]);
      captured += report.captured;
      restores += report.restores;
      decided += report.decided;
    }
    expect(restores).toBeGreaterThan(SEEDS / 4);
    expect(captured).toBeGreaterThan(SEEDS * 10);
    expect(decided).toBeGreaterThan(SEEDS / 2);
  });

  it.each(Object.entries(MUTANTS))('the planted bug %s is found', async (_name, mutant) => {
    let found: readonly string[] = [];
    for (let seed = 1; seed <= SEEDS && found.length === 0; seed += 1)
      found = (await simulate({ seed, steps: STEPS, mutant })).problems;
    expect(found).not.toEqual([]);
  });
});
