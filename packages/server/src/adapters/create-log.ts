import type { DestinationStream, Logger } from 'pino';
import { destination, pino, stdSerializers } from 'pino';

const SECRET_NAMES = [
  'password',
  'currentPassword',
  'newPassword',
  'cookie',
  'authorization',
  'token',
  'secret',
];

/**
 * One JSON line for each thing worth knowing, on standard error; standard output is for the operator's eyes.
 *
 * ERROR: a developer or operator must look. WARN: something was refused or given up that should be rare. INFO: the life of
 * the process. DEBUG: each request. Written at once, so that the line about a crash is there after it.
 */
export function createLog(
  level: string,
  to: DestinationStream = destination({ dest: 2, sync: true }),
): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"at":"${new Date().toISOString()}"`,
      redact: { paths: SECRET_NAMES.flatMap((name) => [name, `*.${name}`]), censor: '(hidden)' },
      serializers: { err: describeError },
    },
    to,
  );
}

/** The database library puts the values of a failed statement into its message: answers of people, hashes of passwords. */
function describeError(error: Error): object {
  const described = stdSerializers.err(error);
  return {
    ...described,
    message: withoutValues(described.message),
    stack: withoutValues(described.stack),
  };
}

function withoutValues(text: string): string {
  return text.replace(/\nparams: .*/g, '\nparams: (hidden)');
}
