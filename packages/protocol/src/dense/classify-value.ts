import { instantOf } from './instant-form.ts';
import { scaledNumber } from './scaled-number.ts';
import { uuidVersion } from './uuid-form.ts';
import { WalkKind } from './walk-kind.ts';
import { WALK_LIMITS } from './walk-limits.ts';
import type { WalkMemory } from './walk-memory.ts';
import type { WalkNode } from './walk-node.ts';

/** NUL ends a text on the wire, and a lone surrogate has no UTF-8. */
const ODD = /[\p{Surrogate}\0]/u;

/** The own keys that JSON.stringify would write. */
export function jsonKeys(value: object): string[] {
  return Object.keys(value).filter((key) => (value as Readonly<Record<string, unknown>>)[key] !== undefined);
}

/** Chooses the form of a value, as a symbol. */
export function classifyValue(
  memory: WalkMemory,
  node: WalkNode,
  value: unknown,
  level: number,
  times: readonly number[],
): number {
  if (typeof value === 'boolean') return value ? WalkKind.true : WalkKind.false;
  if (typeof value === 'number') return classifyNumber(node, value);
  if (typeof value === 'string') return classifyText(memory, node, value, times);
  // What is not JSON becomes null, as JSON.stringify has it in a list.
  if (typeof value !== 'object' || value === null) return WalkKind.null;
  if (level >= WALK_LIMITS.depth) return WalkKind.escaped;
  if (Array.isArray(value)) return WalkKind.list;
  return canWalkKeys(memory, value) ? WalkKind.object : WalkKind.escaped;
}

function classifyNumber(node: WalkNode, value: number): number {
  if (!Number.isFinite(value)) return WalkKind.null;
  const scaled = scaledNumber(value, node.scale);
  if (scaled === undefined) return WalkKind.float;
  return scaled.scale === node.scale ? WalkKind.number : WalkKind.rescaled;
}

function classifyText(memory: WalkMemory, node: WalkNode, text: string, times: readonly number[]): number {
  const entry = node.entryOf.get(text);
  if (entry !== undefined) return WalkKind.entry + entry;
  const time = instantOf(text);
  if (time !== undefined) return times.includes(time) ? WalkKind.sameTime : WalkKind.time;
  const version = uuidVersion(text);
  if (version !== undefined) {
    if (memory.ids.ageOf(text) !== undefined) return WalkKind.knownId;
    return version === 7 ? WalkKind.uuid7 : WalkKind.uuid4;
  }
  return ODD.test(text) ? WalkKind.escaped : WalkKind.text;
}

function canWalkKeys(memory: WalkMemory, value: object): boolean {
  let room = WALK_LIMITS.keys - memory.keys.length;
  for (const key of jsonKeys(value)) {
    if (memory.keyOf.has(key)) continue;
    room -= 1;
    // An assignment to `__proto__` makes no property; JSON.parse does.
    if (room < 0 || key === '__proto__' || ODD.test(key)) return false;
  }
  return true;
}
