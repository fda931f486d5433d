import fc from 'fast-check';
import { hostileKey, hostileValue } from './hostile-values.ts';

type Path = readonly (string | number)[];

/** One thing done to a value somewhere inside; `at` picks the place. */
interface Edit {
  readonly at: number;
  readonly what: 'replace' | 'remove' | 'add' | 'wrap' | 'as text' | 'repeat' | 'swap';
  readonly key: string;
  readonly value: unknown;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat(1_000),
  what: fc.constantFrom(
    'replace',
    'replace',
    'replace',
    'remove',
    'add',
    'wrap',
    'as text',
    'repeat',
    'swap',
  ),
  key: hostileKey,
  value: hostileValue,
});

/** A valid value with one to three things in it that are not as they should be. */
export function mutated(example: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc
    .tuple(example, fc.array(edit, { minLength: 1, maxLength: 3 }))
    .map(([value, edits]) => edits.reduce(applied, value));
}

function applied(value: unknown, change: Edit): unknown {
  const paths = pathsOf(value);
  const path = paths[change.at % paths.length] ?? [];
  return at(value, path, (inner) => changed(inner, change));
}

function changed(value: unknown, { what, key, value: hostile }: Edit): unknown {
  switch (what) {
    case 'replace':
      return hostile;
    case 'remove':
      return undefined;
    case 'add':
      return isObject(value) ? withKey(value, key, hostile) : hostile;
    case 'wrap':
      return [value];
    case 'as text':
      return String(JSON.stringify(value));
    case 'repeat':
      return Array.isArray(value)
        ? Array.from({ length: 260 }, (_, n): unknown => value[n % value.length])
        : [value, value];
    case 'swap':
      return isObject(value)
        ? Object.fromEntries(
            Object.entries(value).map(([name, inner]) => [String(JSON.stringify(inner)), name]),
          )
        : {};
  }
}

/** `__proto__` as a name of its own, as a JSON parser reads it. */
function withKey(value: object, key: string, inner: unknown): object {
  const copy = { ...value };
  Object.defineProperty(copy, key, { value: inner, enumerable: true, configurable: true, writable: true });
  return copy;
}

function at(value: unknown, path: Path, change: (inner: unknown) => unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return change(value);
  if (Array.isArray(value))
    return value.map((inner, n) => (n === first ? at(inner, rest, change) : (inner as unknown)));
  if (!isObject(value)) return value;
  return withKey(value, String(first), at((value as Record<string, unknown>)[String(first)], rest, change));
}

/** Of the value and of all that is in it, to a depth that what was put in by an earlier edit does not exceed by much. */
function pathsOf(value: unknown, depth = 8): Path[] {
  if (depth === 0 || typeof value !== 'object' || value === null) return [[]];
  const inner = Array.isArray(value)
    ? value.slice(0, 20).map((part, n): [number, unknown] => [n, part])
    : Object.entries(value);
  return [
    [],
    ...inner.flatMap(([key, part]: [string | number, unknown]) =>
      pathsOf(part, depth - 1).map((path) => [key, ...path]),
    ),
  ];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
