import type { ExchangeRequest, FieldProblem, Heartbeat, Operation, Verdict } from '@fieldsync/protocol';

/** One place of the batch: an operation to apply, or the verdict that its form already earned. */
export type Slot =
  | { readonly kind: 'operation'; readonly operation: Operation }
  | { readonly kind: 'judged'; readonly verdict: Verdict };

/** An exchange whose every part has passed its schema, or was left aside for a reason that is told. */
export interface ParsedExchange {
  readonly request: Omit<ExchangeRequest, 'operations' | 'heartbeat'>;
  /** As many as the sender sent, in its order; undefined when it sent no list. */
  readonly slots: readonly Slot[] | undefined;
  readonly heartbeat: Heartbeat | undefined;
  /** Why the heartbeat was left aside. A report that cannot be read must not stop records [S5]. */
  readonly refusedHeartbeat: FieldProblem | undefined;
}
