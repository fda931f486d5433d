import type { Budget } from './budget.ts';
import { classifyValue, jsonKeys } from './classify-value.ts';
import { FIRST_INSTANT, instantOf, instantText, LAST_INSTANT } from './instant-form.ts';
import { parseBounded } from './parse-bounded.ts';
import { Refusal } from './refusal.ts';
import { bitLength, fromMantissa, MAX_SCALE, rescaled, scaledNumber } from './scaled-number.ts';
import {
  MAX_UUID_TIME,
  UUID_GROUP_BITS,
  UUID_TIME_GROUPS,
  uuidGroup,
  uuidText,
  uuidTime,
} from './uuid-form.ts';
import type { ValueCoder } from './value-coder.ts';
import { WalkKind } from './walk-kind.ts';
import { WALK_LIMITS } from './walk-limits.ts';
import type { WalkMemory } from './walk-memory.ts';
import type { WalkNode } from './walk-node.ts';

const LIMIT = 2 ** 50;
/** A request has its operations at level 1, a reply its changes at level 2, within the envelope. */
const RECORD_LEVEL = 2;

/**
 * Goes through one JSON value, in the order of its keys, and says to the coder what it is piece by piece; or, when the
 * coder reads, asks it and builds the value. Both sides change the memory in the same way at the same points.
 */
export class Walk {
  readonly #memory: WalkMemory;
  readonly #coder: ValueCoder;
  readonly #budget: Budget;
  readonly #maxDepth: number;
  /** Different times that the record has said so far, the oldest first. */
  #times: number[] = [];

  constructor(memory: WalkMemory, coder: ValueCoder, budget: Budget, maxDepth: number) {
    this.#memory = memory;
    this.#coder = coder;
    this.#budget = budget;
    this.#maxDepth = maxDepth;
  }

  /** The whole value. Yields after every record: an element of a list in the outermost object or in one directly in it. */
  message(given: unknown): Generator<undefined, unknown, void> {
    return this.#outer(this.#memory.root, given, 0);
  }

  *#outer(node: WalkNode, given: unknown, level: number): Generator<undefined, unknown, void> {
    const kind = this.#kind(node, given, level);
    if (kind === WalkKind.list && level > 0) return yield* this.#records(node, given, level);
    if (kind !== WalkKind.object || level >= RECORD_LEVEL) return this.#content(node, kind, given, level);
    this.#enter(level);
    const made: Record<string, unknown> = {};
    for (const [key, value] of this.#fields(node, given))
      made[key] = yield* this.#outer(this.#memory.child(node, key), value, level + 1);
    return made;
  }

  *#records(node: WalkNode, given: unknown, level: number): Generator<undefined, unknown[], void> {
    const made: unknown[] = [];
    for (const value of this.#elements(node, given, level)) {
      this.#times = [];
      this.#coder.beginRecord();
      made.push(this.#value(this.#memory.item(node), value, level + 1));
      yield undefined;
    }
    return made;
  }

  #value(node: WalkNode, given: unknown, level: number): unknown {
    return this.#content(node, this.#kind(node, given, level), given, level);
  }

  /** `level`: how many containers the value lies in. */
  #kind(node: WalkNode, given: unknown, level: number): number {
    const kind = this.#coder.symbol(
      node,
      this.#coder.reading ? 0 : classifyValue(this.#memory, node, given, level, this.#times),
    );
    node.repeats += ((kind === node.last ? 4_096 : 0) - node.repeats) >> 4;
    node.last = kind;
    return kind;
  }

  #content(node: WalkNode, kind: number, given: unknown, level: number): unknown {
    switch (kind) {
      case WalkKind.null:
        return this.#word(null, 4);
      case WalkKind.false:
        return this.#word(false, 5);
      case WalkKind.true:
        return this.#word(true, 4);
      case WalkKind.rescaled:
      case WalkKind.number:
        return this.#number(node, kind, given);
      case WalkKind.float:
        return this.#float(given);
      case WalkKind.text:
        return this.#text(node, given);
      case WalkKind.escaped:
        return this.#escaped(node, given, level);
      case WalkKind.uuid4:
      case WalkKind.uuid7:
        return this.#uuid(node, kind === WalkKind.uuid7 ? 7 : 4, given);
      case WalkKind.knownId:
        return this.#knownId(node, given);
      case WalkKind.time:
        return this.#time(node, given);
      case WalkKind.sameTime:
        return this.#sameTime(node, given);
      case WalkKind.list:
        return this.#list(node, given, level);
      case WalkKind.object:
        return this.#object(node, given, level);
      default:
        return this.#entry(node, kind);
    }
  }

  #word<Word>(word: Word, bytes: number): Word {
    this.#budget.spend(bytes);
    return word;
  }

  #number(node: WalkNode, kind: number, given: unknown): number {
    this.#budget.spend(1);
    const scaled = typeof given === 'number' ? scaledNumber(given, node.scale) : undefined;
    if (kind === WalkKind.rescaled) {
      const step = this.#coder.integer(this.#memory.keyNode, (scaled?.scale ?? 0) - node.scale);
      if (step < 1 || step + node.scale > MAX_SCALE) throw new Refusal('corrupt');
      node.mantissa = rescaled(node.mantissa, node.scale, node.scale + step);
      node.scale += step;
    }
    const from = node.differenceCost < node.plainCost ? node.mantissa : 0;
    const mantissa = this.#coder.integer(node, (scaled?.mantissa ?? 0) - from) + from;
    if (Math.abs(mantissa) >= LIMIT) throw new Refusal('corrupt');
    node.plainCost += (bitLength(mantissa) * 256 - node.plainCost) >> 3;
    node.differenceCost += (bitLength(mantissa - node.mantissa) * 256 - node.differenceCost) >> 3;
    node.mantissa = mantissa;
    return fromMantissa(mantissa, node.scale);
  }

  #float(given: unknown): number {
    this.#budget.spend(1);
    const view = new DataView(new ArrayBuffer(8));
    if (typeof given === 'number') view.setFloat64(0, given);
    for (let at = 0; at < 8; at += 2) view.setUint16(at, this.#coder.chance(view.getUint16(at), 16));
    const value = view.getFloat64(0) + 0;
    if (!Number.isFinite(value)) throw new Refusal('corrupt');
    return value;
  }

  #text(node: WalkNode, given: unknown): string {
    this.#budget.spend(2);
    const text = this.#coder.text(node, typeof given === 'string' ? given : '');
    this.#memory.addEntry(node, text);
    return text;
  }

  #escaped(node: WalkNode, given: unknown, level: number): unknown {
    const json = this.#coder.text(node, this.#coder.reading ? '' : JSON.stringify(given));
    return parseBounded(json, this.#maxDepth - level);
  }

  #uuid(node: WalkNode, version: 4 | 7, given: unknown): string {
    this.#budget.spend(38);
    const uuid = typeof given === 'string' ? given : '';
    const first = version === 7 ? UUID_TIME_GROUPS : 0;
    const time = version === 7 ? this.#timeFrom(node, uuidTime(uuid), 0, MAX_UUID_TIME) : 0;
    const groups = UUID_GROUP_BITS.map((bits, group) =>
      group < first ? 0 : this.#coder.chance(uuidGroup(uuid, group), bits),
    );
    const made = uuidText(version, time, groups);
    if (this.#memory.ids.ageOf(made) === undefined) this.#memory.ids.add(made);
    return made;
  }

  /** A second mention: a third one at this place is an entry, as an id that comes often would be dear. */
  #knownId(node: WalkNode, given: unknown): string {
    this.#budget.spend(38);
    const { ids } = this.#memory;
    const age = typeof given === 'string' ? (ids.ageOf(given) ?? 0) : 0;
    const id = ids.at(this.#coder.choice(node, age, ids.size));
    if (id === undefined) throw new Refusal('corrupt');
    this.#memory.addEntry(node, id);
    return id;
  }

  #time(node: WalkNode, given: unknown): string {
    this.#budget.spend(26);
    const time = typeof given === 'string' ? (instantOf(given) ?? 0) : 0;
    return instantText(this.#timeFrom(node, time, FIRST_INSTANT, LAST_INSTANT));
  }

  /** As a difference to the record's latest time, else to the last one at this place. */
  #timeFrom(node: WalkNode, given: number, least: number, most: number): number {
    const from = this.#times.at(-1) ?? node.time;
    const time = this.#coder.integer(node, given - from) + from;
    if (time < least || time > most) throw new Refusal('corrupt');
    node.time = time;
    if (this.#times.length < WALK_LIMITS.timesPerRecord && !this.#times.includes(time))
      this.#times.push(time);
    return time;
  }

  #sameTime(node: WalkNode, given: unknown): string {
    this.#budget.spend(26);
    const place = typeof given === 'string' ? this.#times.indexOf(instantOf(given) ?? 0) : 0;
    const time = this.#times[this.#coder.choice(node, place, this.#times.length)];
    if (time === undefined || time < FIRST_INSTANT || time > LAST_INSTANT) throw new Refusal('corrupt');
    node.time = time;
    return instantText(time);
  }

  #entry(node: WalkNode, kind: number): string {
    const text = node.entries[kind - WalkKind.entry];
    if (text === undefined) throw new Refusal('corrupt');
    this.#budget.spend(text.length + 2);
    return text;
  }

  #list(node: WalkNode, given: unknown, level: number): unknown[] {
    const made: unknown[] = [];
    for (const value of this.#elements(node, given, level))
      made.push(this.#value(this.#memory.item(node), value, level + 1));
    return made;
  }

  *#elements(node: WalkNode, given: unknown, level: number): Generator<unknown, void, void> {
    this.#enter(level);
    const values = Array.isArray(given) ? (given as readonly unknown[]) : [];
    const length = this.#coder.integer(node, values.length);
    if (length < 0) throw new Refusal('corrupt');
    for (let index = 0; index < length; index += 1) yield values[index];
  }

  #object(node: WalkNode, given: unknown, level: number): Record<string, unknown> {
    this.#enter(level);
    const made: Record<string, unknown> = {};
    for (const [key, value] of this.#fields(node, given))
      made[key] = this.#value(this.#memory.child(node, key), value, level + 1);
    return made;
  }

  *#fields(node: WalkNode, given: unknown): Generator<readonly [key: string, value: unknown], void, void> {
    const { keys, keyOf } = this.#memory;
    const fields =
      typeof given === 'object' && given !== null ? (given as Readonly<Record<string, unknown>>) : {};
    const own = jsonKeys(fields);
    for (let index = 0, previous = 0; ; index += 1) {
      const key = own[index];
      const wanted = key === undefined ? 0 : (keyOf.get(key) ?? keys.length) + 1;
      const count = keys.length;
      const before = previous;
      previous = this.#coder.key(node, before, wanted, count);
      this.#memory.follow(node, before, previous);
      if (previous === 0) return;
      this.#budget.spend(3);
      const known = keys[previous - 1] ?? this.#newKey(key ?? '');
      if (previous <= count) this.#budget.spend(known.length);
      yield [known, fields[known]];
    }
  }

  #newKey(given: string): string {
    const key = this.#coder.text(this.#memory.keyNode, given);
    if (this.#memory.keyOf.has(key) || this.#memory.keys.length >= WALK_LIMITS.keys || key === '__proto__')
      throw new Refusal('corrupt');
    this.#memory.addKey(key);
    return key;
  }

  /** A container at `level` holds level `level + 1`. */
  #enter(level: number): void {
    this.#budget.spend(2);
    if (level >= this.#maxDepth) throw new Refusal('too-large');
  }
}
