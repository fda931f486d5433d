import type { Ruling } from '../core/ruling.ts';

/** What a coordinator decides, with the parts that a test does not care about. */
export function ruling(
  parts: Partial<Ruling> & Pick<Ruling, 'version' | 'strategy'>,
  by: Partial<Ruling['actor']> = {},
): Ruling {
  return {
    turn: 'first',
    actor: { id: 'ibrahim', role: 'COORDINATOR', ...by },
    justification: 'counted again',
    rules: [],
    now: '2026-11-20T11:00:00.000Z',
    ...parts,
  };
}
