import type { PriorityRule, Side, Strategy } from '@fieldsync/protocol';
import type { Actor } from './batch.ts';

/** What a person decides about a conflict. */
export interface Ruling {
  /** `first`: of an open conflict. `again`: a decision is changed afterwards. */
  readonly turn: 'first' | 'again';
  readonly actor: Actor;
  /** Version of the record that the person was looking at. */
  readonly version: number;
  readonly strategy: Strategy;
  readonly justification: string;
  readonly choices?: Readonly<Record<string, Side>> | undefined;
  readonly values?: Readonly<Record<string, unknown>> | undefined;
  /** The rules in force, for the score. */
  readonly rules: readonly PriorityRule[];
  /** The server's clock, ISO 8601 with milliseconds. */
  readonly now: string;
}
