import { CODER_HEADER, DENSE_TYPE } from '@fieldsync/protocol';
import type { Coder } from '@fieldsync/protocol/dense';
import {
  chooseCoder,
  observeSlowness,
  UNMEASURED_SLOWNESS,
  type BodyCoder,
} from '../../core/choose-coder.ts';
import { UNMEASURED_LINK } from '../../core/link-estimator.ts';
import type { DenseCoding } from '../../ports.ts';
import { gzip } from '../gzip.ts';

export interface RequestBody {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
  readonly coder: BodyCoder;
  /** The chain that a dense body is on; 0: none. */
  readonly chain: number;
  /** Whether it begins it. */
  readonly first: boolean;
}

/** The server forgets chains that have been silent for longer than that. */
const CHAIN_IDLE_MS = 60_000;
/** A server that reads no dense body at all is asked again after this. */
const REFUSED_MS = 600_000;

/**
 * Writes requests in the form that is worth it, in the order of the calls: the frames of one chain must leave in the order
 * in which they were written. Whatever may have left the server behind ends the chain, and a new one needs nothing from
 * before.
 */
export class RequestBodies {
  readonly #coding: DenseCoding;
  readonly #now: () => number;
  #slowness = UNMEASURED_SLOWNESS;
  #dearest: BodyCoder = 'mixing';
  /** Chains are numbered; up to this one the server may not be as far as we are. */
  #broken = 0;
  #chain = 0;
  /** Of the chain under way; undefined: the next message begins one. */
  #coder: BodyCoder | undefined;
  #lastAt = 0;
  #notBefore = 0;

  constructor(coding: DenseCoding, now: () => number) {
    this.#coding = coding;
    this.#now = now;
  }

  async next(json: string, goodputBytesPerSecond: number | undefined): Promise<RequestBody> {
    const coder = this.#choose(goodputBytesPerSecond);
    if (coder === 'json') return this.asJson(json);
    const { chain, first } = this.#chainOf(coder);
    const encoded = await this.#coding.encode({ chain, coder, json });
    if (encoded === undefined) this.#break(chain);
    /* Broken meanwhile by an earlier request: the server would only say that it does not know what came before. */
    if (encoded === undefined || chain <= this.#broken) return this.asJson(json);
    const { workMs } = encoded;
    this.#slowness = observeSlowness(this.#slowness, { coder, jsonBytes: json.length, workMs });
    return { bytes: encoded.frame, headers: { 'content-type': DENSE_TYPE }, coder, chain, first };
  }

  async asJson(json: string): Promise<RequestBody> {
    const { bytes, encoding } = await gzip(json);
    const headers = {
      'content-type': 'application/json',
      ...(encoding === undefined ? {} : { 'content-encoding': encoding }),
    };
    return { bytes, headers, coder: 'json', chain: 0, first: false };
  }

  /** The server said something of ours, whatever that was: it may have much to do. */
  heed(headers: Headers): void {
    const asked = headers.get(CODER_HEADER);
    this.#dearest = asked === 'columns' || asked === 'json' ? asked : 'mixing';
  }

  /** The server may have read it or not. */
  lost(body: RequestBody): void {
    this.#break(body.chain);
  }

  /** The server could not read it. One that cannot read a chain's first, and does not say that it is busy, never will. */
  refused(body: RequestBody): void {
    if (body.first && this.#dearest === 'mixing') this.#notBefore = this.#now() + REFUSED_MS;
    this.#break(body.chain);
  }

  #choose(goodput: number | undefined): BodyCoder {
    if (this.#now() < this.#notBefore) return 'json';
    return chooseCoder({
      goodputBytesPerSecond: goodput ?? UNMEASURED_LINK.goodputBytesPerSecond,
      slowness: this.#slowness,
      dearest: this.#dearest,
      offered: this.#coding.coders,
      current: this.#coder,
    });
  }

  #chainOf(coder: Coder): { readonly chain: number; readonly first: boolean } {
    const now = this.#now();
    const first = coder !== this.#coder || now - this.#lastAt > CHAIN_IDLE_MS;
    if (first) this.#chain += 1;
    this.#coder = coder;
    this.#lastAt = now;
    return { chain: this.#chain, first };
  }

  #break(chain: number): void {
    this.#broken = Math.max(this.#broken, chain);
    if (this.#chain <= this.#broken) this.#coder = undefined;
  }
}
