import type { DestinationStream, Logger } from 'pino';
import { destination, pino } from 'pino';

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
 *
 * @param also told of each line as it was written
 */
export function createLog(
  level: string,
  to: DestinationStream = destination({ dest: 2, sync: true }),
  also?: (line: string) => void,
): Logger {
  const both: DestinationStream = {
    write: (line) => {
      to.write(line);
      also?.(line);
    },
  };
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"at":"${new Date().toISOString()}"`,
      redact: { paths: SECRET_NAMES.flatMap((name) => [name, `*.${name}`]), censor: '(hidden)' },
      serializers: { err: describeError },
    },
    both,
  );
}

interface DescribedError {
  readonly type: string;
  readonly message: string;
  readonly code?: unknown;
  readonly stack?: string | undefined;
  readonly cause?: DescribedError;
}

/**
 * What a developer needs of an error, and none of its other properties: the database library keeps the values of a failed
 * statement in them, and puts them into its message. They are people's answers and hashes of passwords.
 */
function describeError(error: unknown): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) };
  // Without the message: a line of it may look like a frame.
  const frames = error.stack
    ?.replace(error.message, '')
    .split('\n')
    .filter((line) => /^ {4}at /.test(line));
  return {
    type: error.name,
    message: error.message.split('\nparams: ', 1)[0] ?? '',
    ...('code' in error ? { code: error.code } : {}),
    stack: frames?.join('\n'),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}
