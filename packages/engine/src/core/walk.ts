import type { RecordId } from '@fieldsync/protocol';

/** One walk through the feed of an office that began anew. */
export interface Walk {
  /** From 1; records that it has met carry it. */
  readonly number: number;
  /**
   * - `feed`: pages come in
   * - `missing`: the feed's end is reached; records that it did not bring are looked for, page by page
   * - `urgency`: what was given back gets the urgency of what waits for it
   * - `done`
   */
  readonly phase: 'feed' | 'missing' | 'urgency' | 'done';
  /** How far the two middle phases have come through the records, by id. */
  readonly after: RecordId | null;
  /** Place in line of the item that was given back last: counts down from 0, before everything that was captured. */
  readonly seq: number;
}

export const NO_WALK: Walk = { number: 0, phase: 'done', after: null, seq: 0 };

/** It is known from now on that the office began anew: records met before do not count. */
export function walkAnew(walk: Walk): Walk {
  return { ...walk, number: walk.number + 1, phase: 'feed', after: null };
}

/** The walk's number, for what it meets; undefined while there is none under way. */
export function stampOf(walk: Walk): number | undefined {
  return walk.phase === 'done' ? undefined : walk.number;
}
