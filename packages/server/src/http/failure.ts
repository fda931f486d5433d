import type { WireError } from '@fieldsync/protocol';
import { Unavailable } from '../unavailable.ts';

/** Classes of SQLSTATE and system codes after which the same request may well succeed a little later. */
const PASSING = /^(08...|53...|57P..|40001|40P01|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE)$/;
const DISK_FULL = new Set(['ENOSPC', 'EDQUOT', '53100']);

/**
 * What the sender is told of a fault. Only the kind of it: what went wrong inside is for the log, under the request id.
 */
export function describeFailure(error: unknown, requestId: string): WireError {
  const codes = codesOf(error);
  if (codes.some((code) => DISK_FULL.has(code)))
    return {
      code: 'STORAGE_FULL',
      message: 'The server has no room left. Nothing was lost on your device.',
      retryAfterMs: 300_000,
    };
  if (error instanceof Unavailable || codes.some((code) => PASSING.test(code)))
    return {
      code: 'UNAVAILABLE',
      message: 'The server cannot reach its database at the moment.',
      retryAfterMs: 10_000,
    };
  return {
    code: 'INTERNAL',
    message: `Something went wrong at the server. Its log has it under ${requestId}.`,
  };
}

function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if ('code' in cause && typeof cause.code === 'string') codes.push(cause.code);
  return codes;
}
