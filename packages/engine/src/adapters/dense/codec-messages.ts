import type { Coder } from '@fieldsync/protocol/dense';
import type { ChainMessage } from './dense-session.ts';

/** What a page asks of its codec worker. */
export type CodecAsk =
  | { readonly id: number; readonly do: 'warm'; readonly coders: readonly Coder[] }
  | { readonly id: number; readonly do: 'encode'; readonly message: ChainMessage }
  | { readonly id: number; readonly do: 'decode'; readonly frame: Uint8Array };

/** The answers come in the order of what was asked. */
export interface CodecAnswer {
  readonly id: number;
  /** Absent: it could not be done. */
  readonly result?: unknown;
}
