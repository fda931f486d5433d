import type { HoldReason, Verdict } from '@fieldsync/protocol';
import type { SessionRow, SyncEventRecord } from './core/stored.ts';
import type { ExchangeSeen } from './ports.ts';

/** Events by name, `noun:verb`. They cross tabs and workers. */
export interface SyncEvents {
  'record:saved': SyncEventRecord;
  /** The office judged an item. */
  'item:judged': { readonly recordId: string; readonly itemId: string; readonly status: Verdict['status'] };
  /** The office decided about an item that was in conflict: it is done [K2]. */
  'conflict:decided': { readonly recordId: string; readonly itemId: string };
  'session:started': SessionRow;
  'session:progressed': SessionRow;
  'session:ended': SessionRow;
  /** An exchange was answered or lost, in whichever context: what it showed of the link holds for all of them. */
  'exchange:ended': ExchangeSeen;
  /** The policy said no, or again yes (empty). */
  'hold:changed': { readonly reasons: readonly HoldReason[] };
  'connectivity:changed': { readonly isOnline: boolean };
  /** New records or edits came from the office. */
  'changes:applied': { readonly count: number };
  'auth:required': Record<string, never>;
}
