import type { Coder } from '@fieldsync/protocol/dense';
import type { DecodedFrame } from '../../services/dense-coding.ts';

/** What the process asks of its codec thread, one at a time. */
export type CodecJob =
  | { readonly do: 'warm' }
  | { readonly do: 'decode'; readonly account: string; readonly frame: Uint8Array; readonly maxBytes: number }
  | { readonly do: 'encode'; readonly coder: Coder; readonly json: string };

type Refused = Extract<DecodedFrame, { ok: false }>;

export interface CodecDone {
  readonly json?: Uint8Array<ArrayBuffer>;
  readonly frame?: Uint8Array<ArrayBuffer>;
  readonly refused?: Refused['reason'];
  /** What was thrown: a fault of ours, for the log. */
  readonly fault?: string;
  /** How full the room for chains is, 0 to 1. */
  readonly chains: number;
}
