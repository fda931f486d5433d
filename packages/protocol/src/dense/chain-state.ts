import type { Budget } from './budget.ts';

/** What a chain knows after its messages so far. Payloads: a frame without its head. */
export interface ChainState {
  /** Yields after every record. */
  write(value: unknown): Generator<undefined, Uint8Array, void>;
  /** @throws {Refusal} */
  read(payload: Uint8Array, budget: Budget, maxDepth: number): unknown;
  /** One that goes its own way from here. */
  fork(): ChainState;
}
