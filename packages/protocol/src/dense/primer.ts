import { fromBase64 } from './base64.ts';
import { Budget } from './budget.ts';
import { ByteSource } from './byte-source.ts';
import type { ChainState } from './chain-state.ts';
import { ColumnsState } from './columns-state.ts';
import type { Deflater } from './deflater.ts';
import type { Coder } from './frame.ts';
import { MixingState } from './mixing-state.ts';
import { PRIMER_BASE64 } from './primer-data.ts';
import { runToEnd } from './run-to-end.ts';
import { WALK_LIMITS } from './walk-limits.ts';

/** Which primer both sides start from. Another text is another primer, with another number. */
export const PRIMER_ID = 1;

/** More than the primer's JSON has. */
const PRIMER_BYTES = 1_048_576;

/**
 * The example messages that both sides have read before the first one: payloads of the mixing coder, one after the other.
 * To read them is to learn them.
 */
export function readPrimer(state: MixingState, base64: string): unknown[] {
  const source = new ByteSource(fromBase64(base64));
  const messages: unknown[] = [];
  while (source.left > 0)
    messages.push(state.read(source.take(source.varint()), new Budget(PRIMER_BYTES), WALK_LIMITS.depth));
  return messages;
}

let mixing: { readonly state: MixingState; readonly messages: readonly unknown[] } | undefined;
let columns: ColumnsState | undefined;

/** What the primer teaches the mixing coder: to be forked, and never written or read with. */
export function primedMixing(): MixingState {
  return primed().state;
}

/** A state that has read the primer. It is read once, when one is first wanted. */
export function primedState(coder: Coder, deflater: Deflater): ChainState {
  const { state, messages } = primed();
  if (coder === 'mixing') return state.fork();
  if (columns === undefined) {
    columns = new ColumnsState(deflater);
    for (const message of messages) runToEnd(columns.write(message));
  }
  return columns.forkWith(deflater);
}

function primed(): { readonly state: MixingState; readonly messages: readonly unknown[] } {
  if (mixing === undefined) {
    const state = new MixingState();
    mixing = { messages: readPrimer(state, PRIMER_BASE64), state };
  }
  return mixing;
}
