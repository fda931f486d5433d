import { limits } from './limits.ts';
import { PROTOTYPE_KEYS } from './prototype-keys.ts';

export interface ShapeProblem {
  /** Where it is. Empty for the value itself. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

function within(key: string | number, problem: ShapeProblem): ShapeProblem {
  return { path: [key, ...problem.path], message: problem.message };
}

/**
 * Looks whether a parsed JSON value is safe to walk: nested at most `maxDepth` levels deep and without a prototype key
 * anywhere. A scalar has no level, `[]` and `{}` have one.
 *
 * A body of 20 KB can be nested 10,000 levels deep, and whatever walks that by recursion (a comparison, JSON.stringify)
 * ends in a RangeError. So this runs before anything else [X3, X4]; its own recursion ends at `maxDepth`.
 * @returns the first problem, or undefined
 */
export function shapeProblem(value: unknown, maxDepth: number = limits.jsonDepth): ShapeProblem | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (maxDepth <= 0) return { path: [], message: 'nested too deeply' };
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const problem = shapeProblem(item, maxDepth - 1);
      if (problem !== undefined) return within(index, problem);
    }
    return undefined;
  }
  for (const [key, inner] of Object.entries(value)) {
    if (PROTOTYPE_KEYS.has(key)) return { path: [key], message: 'not a field name' };
    const problem = shapeProblem(inner, maxDepth - 1);
    if (problem !== undefined) return within(key, problem);
  }
  return undefined;
}
