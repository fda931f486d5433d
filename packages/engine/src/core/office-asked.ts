import type { ErrorCode } from '@fieldsync/protocol';
import type { LastFailure } from './stored.ts';

const ASKED: ReadonlySet<ErrorCode> = new Set(['BUSY', 'UNAVAILABLE']);

/** The office itself asked for quiet: a link that is back says nothing about that. */
export function officeAsked(failure: LastFailure | null | undefined): boolean {
  return failure !== null && failure !== undefined && ASKED.has(failure.code);
}
