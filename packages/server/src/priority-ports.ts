/** What steering by the office needs from the database, by contract: rules, scores set by hand, recalculation. */
import type {
  Command,
  DeviceId,
  KeptRule,
  OverrideAnswer,
  OverrideRequest,
  PriorityRule,
  RecalculationProgress,
  RecordType,
  RuleChange,
  RuleDraft,
  RuleList,
  UserId,
} from '@fieldsync/protocol';
import type { Actor } from './accounts/actor.ts';
import type { Rescored } from './core/rescore-record.ts';
import type { ScoredRecord } from './core/test-rule.ts';
import type { StoredRecord } from './core/stored-record.ts';

/** Who does something, and when: what an audit line needs [X5]. */
export interface Act {
  readonly by: Actor;
  /** ISO 8601 with milliseconds. */
  readonly at: string;
}

export type RuleAdded =
  | { readonly kind: 'added'; readonly kept: KeptRule; readonly version: number }
  /** This account has made as many as it may; `retryAfterMs`: when the oldest of them is an hour old. */
  | { readonly kind: 'too-many-new'; readonly retryAfterMs: number }
  /** A config holds no more. */
  | { readonly kind: 'full' };

export type RuleChanged =
  | { readonly kind: 'changed'; readonly kept: KeptRule; readonly version: number }
  /** Somebody else was faster: this is the rule now. */
  | { readonly kind: 'stale'; readonly kept: KeptRule }
  | { readonly kind: 'missing' };

export type RuleRemoved =
  | { readonly kind: 'removed'; readonly version: number }
  | { readonly kind: 'stale'; readonly kept: KeptRule }
  | { readonly kind: 'missing' };

/** Each change is one transaction: the rule, the config's version, the audit line. Changes wait for each other. */
export interface RuleBook {
  list(): Promise<RuleList>;
  add(id: string, draft: RuleDraft, act: Act): Promise<RuleAdded>;
  change(id: string, change: RuleChange, act: Act): Promise<RuleChanged>;
  remove(id: string, revision: number, act: Act): Promise<RuleRemoved>;
}

export interface RecentRecords {
  /** Newest first, none that was deleted; those behind `after`. */
  recent(query: {
    readonly type: RecordType;
    /** ISO 8601. */
    readonly since: string;
    readonly after: ScoredRecord | undefined;
    readonly limit: number;
  }): Promise<readonly ScoredRecord[]>;
}

export interface OverrideSet {
  readonly answer: OverrideAnswer;
  /** Records at the office got another place in the feed. */
  readonly moved: boolean;
  /** For phones, which hear of them with their next exchange. */
  readonly commands: readonly {
    readonly device: DeviceId;
    readonly user: UserId;
    readonly command: Command;
  }[];
}

export interface OverrideBook {
  /**
   * Sets scores by hand, or takes that back, with audit lines and the commands to phones, in one transaction. Undefined:
   * the device that is named has not been heard of.
   * @param mintId a fresh id for each command
   */
  set(request: OverrideRequest, act: Act, mintId: () => string): Promise<OverrideSet | undefined>;
  /**
   * Puts scores that wait on records that have arrived all the same: one that was set while its record was being written.
   * @returns how many
   */
  applyArrived(limit: number): Promise<number>;
  /** Scores that wait for their record. */
  awaited(): Promise<number>;
}

export interface RecalculationBook {
  /** The one under way where it applies the rules in force, or a new one. */
  begin(id: string, act: Act): Promise<RecalculationProgress>;
  read(): Promise<RecalculationProgress | null>;
  /**
   * Scores the next records, in one transaction with how far it is. Begins anew when the rules have changed meanwhile.
   * Undefined: this run is not under way.
   */
  page(
    id: string,
    rescore: (record: StoredRecord, rules: readonly PriorityRule[]) => Rescored | undefined,
    limit: number,
    at: string,
  ): Promise<RecalculationProgress | undefined>;
}
