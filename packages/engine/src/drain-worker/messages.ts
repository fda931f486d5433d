import type { DrainOptions, DrainOutcome } from '../drainer.ts';

/** Keys that a PIN opened, by their id. CryptoKeys that no script can read out, also in a message. */
export type OpenedKeys = ReadonlyMap<number, CryptoKey>;

/** Whose outbox is drained, and for whom. */
export interface DrainWorkerAccount {
  readonly account: string;
  readonly baseUrl: string;
  readonly appVersion: string;
}

/** What a page asks of its drain worker. */
export type DrainAsk =
  | { readonly do: 'open'; readonly of: DrainWorkerAccount }
  | { readonly do: 'keys'; readonly keys: OpenedKeys }
  | { readonly do: 'warm' }
  /** Are you there? */
  | { readonly do: 'ping' }
  | { readonly do: 'drain'; readonly id: number; readonly options: Omit<DrainOptions, 'signal'> }
  | { readonly do: 'stop'; readonly id: number };

/** What it tells. Everything else, pages hear as they do from the service worker. */
export type DrainTold =
  | { readonly did: 'open' }
  | { readonly did: 'ping' }
  | { readonly did: 'drain'; readonly id: number; readonly outcome: DrainOutcome }
  /** Without `id`: not that of a drain. */
  | { readonly did: 'fail'; readonly id?: number; readonly error: ErrorWords }
  /** Here nothing can be drained: no database, or the office must not be asked. */
  | { readonly did: 'end'; readonly error: ErrorWords };

/** An error crosses as words: of some, a browser refuses to copy what they carry. */
export interface ErrorWords {
  readonly name: string;
  readonly message: string;
}
