import { Budget } from './budget.ts';
import type { ChainState } from './chain-state.ts';
import { crc32 } from './crc32.ts';
import type { Deflater } from './deflater.ts';
import { type Coder, readFrame, readFrameHead, writeFrame } from './frame.ts';
import { MixingState } from './mixing-state.ts';
import { PRIMER_ID, primedMixing, primedState } from './primer.ts';
import { Refusal, type RefusalReason } from './refusal.ts';
import { runToEnd } from './run-to-end.ts';
import { utf8Encode } from './utf8.ts';

export interface DenseBounds {
  /** Bytes of the value as JSON. Time and memory of a decoding end there, too. */
  readonly maxBytes: number;
  /** Levels of nesting: a scalar has none, `[]` and `{}` have one. */
  readonly maxDepth: number;
}

export type DenseResult =
  /** `json`: its text, as it was checked. */
  | { readonly ok: true; readonly value: unknown; readonly json: Uint8Array }
  | { readonly ok: false; readonly reason: RefusalReason };

/**
 * One run of messages in one direction. What a message teaches stays for the next, and both sides know the same after the
 * same messages; the checksum names what they know.
 */
export interface DenseChain {
  readonly coder: Coder;
  /** 0 before the first message; then the CRC-32 of the message's JSON text, continued from the checksum before. */
  readonly checksum: number;
  /** A JSON value to one frame. */
  encode(value: unknown): Uint8Array;
  /**
   * The same in steps: yields after every operation, so that the caller can let others run. A chain whose steps were not
   * taken to the end must be thrown away: it has learnt what nobody will read.
   */
  encodeInSteps(value: unknown): Generator<undefined, Uint8Array, void>;
  /** Never throws, whatever the bytes. After a refusal other than of the head the chain must be thrown away. */
  decode(frame: Uint8Array, bounds: DenseBounds): DenseResult;
}

/** A chain that knows the primer and nothing else. The first call in a process reads the primer, later ones copy. */
export function beginChain(coder: Coder, deflater: Deflater): DenseChain {
  return new Chain(coder, primedState(coder, deflater));
}

/**
 * Messages that stand alone, one at a time: each is the first of a chain that nothing follows. A state of the mixing coder is
 * kept for them and begun anew for each.
 */
export class LoneMessages {
  readonly #deflater: Deflater;
  #mixing: MixingState | undefined;

  constructor(deflater: Deflater) {
    this.#deflater = deflater;
  }

  encode(coder: Coder, value: unknown): Uint8Array {
    return this.#begin(coder).encode(value);
  }

  /** Never throws, whatever the bytes. */
  decode(frame: Uint8Array, bounds: DenseBounds): DenseResult {
    const head = readFrameHead(frame);
    return head === undefined
      ? { ok: false, reason: 'corrupt' }
      : this.#begin(head.coder).decode(frame, bounds);
  }

  #begin(coder: Coder): DenseChain {
    if (coder !== 'mixing') return beginChain(coder, this.#deflater);
    this.#mixing ??= new MixingState();
    this.#mixing.become(primedMixing());
    return new Chain(coder, this.#mixing);
  }
}

class Chain implements DenseChain {
  readonly coder: Coder;
  readonly #state: ChainState;
  #checksum = 0;

  constructor(coder: Coder, state: ChainState) {
    this.coder = coder;
    this.#state = state;
  }

  get checksum(): number {
    return this.#checksum;
  }

  encode(value: unknown): Uint8Array {
    return runToEnd(this.encodeInSteps(value));
  }

  *encodeInSteps(value: unknown): Generator<undefined, Uint8Array, void> {
    const base = this.#checksum;
    const checksum = checksumAfter(base, utf8Encode(JSON.stringify(value) ?? 'null'));
    const payload = yield* this.#state.write(value);
    this.#checksum = checksum;
    return writeFrame({ coder: this.coder, primer: PRIMER_ID, base, checksum }, payload);
  }

  decode(bytes: Uint8Array, { maxBytes, maxDepth }: DenseBounds): DenseResult {
    const frame = readFrame(bytes);
    if (frame === undefined) return { ok: false, reason: 'corrupt' };
    const { head, payload } = frame;
    if (head.primer !== PRIMER_ID) return { ok: false, reason: 'unknown-primer' };
    if (head.base !== this.#checksum || head.coder !== this.coder)
      return { ok: false, reason: 'unknown-base' };
    try {
      const value = this.#state.read(payload, new Budget(maxBytes), maxDepth);
      const json = utf8Encode(JSON.stringify(value));
      if (json.length > maxBytes) return { ok: false, reason: 'too-large' };
      const checksum = checksumAfter(head.base, json);
      if (checksum !== head.checksum) return { ok: false, reason: 'corrupt' };
      this.#checksum = checksum;
      return { ok: true, value, json };
    } catch (error) {
      if (error instanceof Refusal) return { ok: false, reason: error.reason };
      throw error;
    }
  }
}

/** An arithmetic code has no redundancy: nearly any bytes decode to something, and only this tells what was meant. */
function checksumAfter(before: number, json: Uint8Array): number {
  // 0 says that nothing came before.
  return crc32(json, before) || 1;
}
