import { readFrameHead } from '@fieldsync/protocol/dense';
import type { DecodedFrame, DenseCoding } from './dense-coding.ts';

export interface DenseIntakeBounds {
  /** How long a message waits for the one before it, while another of its account is arriving. */
  readonly patienceMs: number;
  /** The same while none is: the head of that other request may be a little behind. */
  readonly graceMs: number;
}

export const DENSE_INTAKE_BOUNDS: DenseIntakeBounds = { patienceMs: 10_000, graceMs: 1_000 };

/** Messages of one account that wait, each with its body: a device has no more than three under way. */
const MOST_WAITING = 8;

interface Party {
  /** Messages whose body is arriving or being read. */
  arriving: number;
  /** Those of them that wait, by the checksum that they wait for. */
  readonly waiting: Map<number, (came: boolean) => void>;
}

/** One dense message on its way in. */
export interface DenseArrival {
  read(frame: Uint8Array): Promise<DecodedFrame>;
  /** In the end, whatever that was. */
  leave(): void;
}

/**
 * Puts the messages of a chain in order. A device has several requests under way, and on a poor link the smaller one
 * behind may be here before the larger one that it goes on from: it waits for that, for a while.
 */
export class DenseIntake {
  readonly #coding: DenseCoding;
  readonly #bounds: DenseIntakeBounds;
  readonly #parties = new Map<string, Party>();

  constructor(coding: DenseCoding, bounds = DENSE_INTAKE_BOUNDS) {
    this.#coding = coding;
    this.#bounds = bounds;
  }

  /** At the head of a request, before its body is read. */
  arrive(account: string): DenseArrival {
    const party: Party = this.#parties.get(account) ?? { arriving: 0, waiting: new Map() };
    this.#parties.set(account, party);
    party.arriving += 1;
    let here = true;
    return {
      read: (frame) => this.#read(account, party, frame),
      leave: () => {
        if (!here) return;
        here = false;
        party.arriving -= 1;
        /* Only those that wait are left: whom they wait for is not coming. */
        if (party.arriving <= party.waiting.size) for (const give of [...party.waiting.values()]) give(false);
        if (party.arriving === 0) this.#parties.delete(account);
      },
    };
  }

  async #read(account: string, party: Party, frame: Uint8Array): Promise<DecodedFrame> {
    const head = readFrameHead(frame);
    if (head === undefined) return { ok: false, reason: 'unreadable' };
    let decoded = await this.#coding.decode(account, frame);
    if (!decoded.ok && decoded.reason === 'unknown-base' && (await this.#comes(party, head.base)))
      decoded = await this.#coding.decode(account, frame);
    if (decoded.ok) party.waiting.get(head.checksum)?.(true);
    return decoded;
  }

  /** Whether the message with this checksum is read in time. */
  #comes(party: Party, checksum: number): Promise<boolean> {
    /* Two that go on from the same message cannot both be right. */
    if (party.waiting.has(checksum) || party.waiting.size >= MOST_WAITING) return Promise.resolve(false);
    const alone = party.arriving <= party.waiting.size + 1;
    return new Promise((resolve) => {
      const give = (came: boolean): void => {
        clearTimeout(timer);
        party.waiting.delete(checksum);
        resolve(came);
      };
      const timer = setTimeout(give, alone ? this.#bounds.graceMs : this.#bounds.patienceMs, false);
      party.waiting.set(checksum, give);
    });
  }
}
