import { limits } from '@fieldsync/protocol/limits';
import {
  beginChain,
  LoneMessages,
  type Coder,
  type Deflater,
  type DenseChain,
} from '@fieldsync/protocol/dense';

/** A request to write: it goes on the chain of that number, or begins it. */
export interface ChainMessage {
  readonly chain: number;
  readonly coder: Coder;
  readonly json: string;
}

/** The work itself, wherever it is done. One chain at a time: a new number forgets the one before. */
export class DenseSession {
  readonly #deflater: Deflater;
  readonly #replies: LoneMessages;
  #current: { readonly number: number; readonly chain: DenseChain } | undefined;

  constructor(deflater: Deflater) {
    this.#deflater = deflater;
    this.#replies = new LoneMessages(deflater);
  }

  /** The first chain of a coder reads its primer; every later one copies what came of it. */
  warm(coder: Coder): void {
    beginChain(coder, this.#deflater);
  }

  /** Yields between operations; the frame comes at the end. */
  *encode({ chain: number, coder, json }: ChainMessage): Generator<undefined, Uint8Array, void> {
    const same = this.#current?.number === number ? this.#current.chain : undefined;
    const chain = same ?? beginChain(coder, this.#deflater);
    /* Until the frame is whole: a chain that stopped in the middle of one is equal to nobody's. */
    this.#current = undefined;
    const frame = yield* chain.encodeInSteps(JSON.parse(json));
    this.#current = { number, chain };
    return frame;
  }

  /** A frame that stands alone, inside the bounds of any body [X4]; undefined when it cannot be read. */
  decode(frame: Uint8Array): { readonly value: unknown } | undefined {
    const read = this.#replies.decode(frame, {
      maxBytes: limits.inflatedBodyBytes,
      maxDepth: limits.jsonDepth,
    });
    return read.ok ? { value: read.value } : undefined;
  }
}
