/** What the server needs of the dense form, by contract. The work is heavy and its input hostile: see ADR 0012. */
import type { Coder } from '@fieldsync/protocol/dense';

export type DecodedFrame =
  /** The JSON text of the message, as if it had come that way. */
  | { readonly ok: true; readonly json: Buffer }
  | {
      readonly ok: false;
      /**
       * `unreadable`: no frame, a broken one, or one of another primer. `unknown-base`: what came before it is not here.
       * `unavailable`: nobody can look at it now. `busy`: too many wait already.
       */
      readonly reason: 'unreadable' | 'unknown-base' | 'too-large' | 'unavailable' | 'busy';
    };

export interface DenseCoding {
  /** An account's chains are its own. A message that is read takes its chain further. Never rejects. */
  decode(account: string, frame: Uint8Array): Promise<DecodedFrame>;
  /** One message that stands alone. Undefined when there is something better to do. Never rejects. */
  encode(coder: Coder, json: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** How much there is to do. */
  load(): CodingLoad;
}

export interface CodingLoad {
  /** False while nothing can be decoded at all. */
  readonly available: boolean;
  /** Messages that wait or are worked on. */
  readonly jobs: number;
  /** Part of the room for chains that is taken, 0 to 1. */
  readonly chains: number;
}

/** For a server without the program that does it: everything goes as JSON. */
export const NO_DENSE_CODING: DenseCoding = {
  decode: () => Promise.resolve({ ok: false, reason: 'unavailable' }),
  encode: () => Promise.resolve(undefined),
  load: () => ({ available: false, jobs: 0, chains: 0 }),
};
