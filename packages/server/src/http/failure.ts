import type { WireError } from '@fieldsync/protocol';
import { Unavailable } from '../unavailable.ts';

/** Classes of SQLSTATE and system codes after which the same request may well succeed a little later. */
const PASSING = /^(08...|53...|57P..|40001|40P01|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE)$/;
/** What the driver of Postgres says, with no code, when a connection breaks under a statement, or none can be had in time. */
const NO_CONNECTION =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|timeout expired$)/;
const DISK_FULL = new Set(['ENOSPC', 'EDQUOT', '53100']);

/**
 * What the sender is told of a fault. Only the kind of it: what went wrong inside is for the log, under the request id.
 */
export function describeFailure(error: unknown, requestId: string): WireError {
  const causes = causesOf(error);
  const codes = causes.flatMap((cause) =>
    'code' in cause && typeof cause.code === 'string' ? [cause.code] : [],
  );
  if (codes.some((code) => DISK_FULL.has(code)))
    return {
      code: 'STORAGE_FULL',
      message: 'The server has no room left. Nothing was lost on your device.',
      retryAfterMs: 300_000,
    };
  if (
    error instanceof Unavailable ||
    codes.some((code) => PASSING.test(code)) ||
    causes.some(({ message }) => NO_CONNECTION.test(message))
  )
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

function causesOf(error: unknown): Error[] {
  const causes: Error[] = [];
  for (let cause = error; cause instanceof Error; cause = cause.cause) causes.push(cause);
  return causes;
}
