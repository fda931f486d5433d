/**
 * Rows as they lie on the disk. In the clear is what an index or the planning of a request needs; everything that a person
 * wrote, or that says what they wrote, is in boxes.
 */
import type { OutboxItem, StoredRecord } from '../core/stored.ts';

export interface RecordRow extends Pick<
  StoredRecord,
  'id' | 'type' | 'state' | 'score' | 'band' | 'deleted' | 'savedAt' | 'officeAt' | 'others' | 'walk'
> {
  readonly version: number | null;
  /** `same`: the office has what the person sees, so that an acknowledgement seals nothing anew. `own`: in `baseBox`. */
  readonly base: 'none' | 'gone' | 'same' | 'own';
  readonly box: Uint8Array;
  readonly baseBox?: Uint8Array;
}

export interface ItemRow extends Omit<OutboxItem, 'data' | 'patch' | 'error' | 'unreadable'> {
  /** `data` or `patch`; none for a deletion. */
  readonly box?: Uint8Array;
  /** By itself: what became of an item changes without what was captured. Messages quote answers. */
  readonly errorBox?: Uint8Array;
}

export interface DraftRow {
  readonly key: string;
  readonly savedAt: number;
  readonly box: Uint8Array;
}

export interface DiscardRow {
  readonly at: number;
  readonly id: string;
  readonly box: Uint8Array;
}

/** A row that could not be opened, as it was. */
export interface QuarantinedRow {
  readonly at: number;
  readonly table: string;
  readonly row: unknown;
}

/** What a text is bound to. */
export function boundTo(
  table: 'records' | 'items' | 'drafts' | 'discards',
  id: string,
  part: string,
): string {
  return `${table}/${id}/${part}`;
}

export function parsed(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
