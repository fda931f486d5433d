import type { ErrorCode } from '@fieldsync/protocol';
import { ERROR_CODES, ERROR_TABLE } from '@fieldsync/protocol';
import type { Access } from '../access-table.ts';
import type { RouteDescription } from './route-description.ts';
import { isOtherAnswer } from './route-description.ts';

/** Sent with the time after which it is worth while to come back. */
export const WITH_RETRY_AFTER: readonly ErrorCode[] = ['BUSY', 'UNAVAILABLE', 'STORAGE_FULL'];

/** Every error that a route may answer with, by HTTP status, both in a fixed order. */
export function errorsOf(
  { method, who, code }: Access,
  { query, params, body, answer, errors = [] }: RouteDescription,
): ReadonlyMap<number, readonly ErrorCode[]> {
  const writes = method !== 'GET';
  const codes = new Set<ErrorCode>(errors);
  const add = (when: boolean, ...more: ErrorCode[]): void => {
    if (when) for (const code of more) codes.add(code);
  };
  add(who !== 'anyone', 'SIGNED_OUT', 'FORBIDDEN', 'STORAGE_FULL');
  add(code !== undefined, 'SECOND_FACTOR_REQUIRED', 'SECOND_FACTOR_ENROLMENT_NEEDED');
  // From a page of another site.
  add(writes, 'FORBIDDEN', 'STORAGE_FULL');
  add(query !== undefined && !isOtherAnswer(answer), 'VALIDATION');
  add(params !== undefined, 'NOT_FOUND');
  add(body !== undefined, 'MALFORMED', 'VALIDATION', 'TOO_LARGE');
  add(!isOtherAnswer(answer) || who !== 'anyone', 'INTERNAL', 'UNAVAILABLE');
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of ERROR_CODES)
    if (codes.has(code)) {
      const { status } = ERROR_TABLE[code];
      byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
    }
  return new Map([...byStatus].sort(([a], [b]) => a - b));
}
