/** What leaves the house of an error: what failed where in the program, and never what was in it. */

export interface ReportFacts {
  readonly release: string;
  readonly environment: string;
}

interface LoggedError {
  readonly type?: unknown;
  readonly code?: unknown;
  readonly stack?: unknown;
  readonly cause?: LoggedError;
}

interface Frame {
  readonly function: string;
  readonly filename: string;
  readonly lineno: number;
  readonly colno: number;
  readonly in_app: boolean;
}

const ERROR = 50;
const FATAL = 60;

/**
 * An event of Sentry out of one line of the log; undefined when nobody must look. Taken are: the words of ours that say what
 * happened, kind and code of the error, its frames, the request's id, method and route. Not its message, which may quote a
 * record, a query or a name: that is in the log, under the same id.
 */
export function reportOf(
  line: string,
  eventId: string,
  facts: ReportFacts,
): Record<string, unknown> | undefined {
  const entry = parse(line);
  if (entry === undefined || typeof entry['level'] !== 'number' || entry['level'] < ERROR) return undefined;
  const said = textOf(entry['msg'], 200) ?? 'an error without words';
  const { requestId, method, path } = entry;
  const tags = {
    ...(isId(requestId) ? { request_id: requestId } : {}),
    ...(typeof method === 'string' && /^[A-Z]{3,7}$/.test(method) ? { method } : {}),
    ...(typeof path === 'string' ? { route: routeOf(path) } : {}),
  };
  return {
    event_id: eventId,
    timestamp: entry['at'],
    platform: 'node',
    level: entry['level'] >= FATAL ? 'fatal' : 'error',
    logger: 'fieldsync',
    release: facts.release,
    environment: facts.environment,
    transaction: said,
    tags,
    ...exceptions(entry['err'] as LoggedError | undefined, said),
  };
}

function exceptions(err: LoggedError | undefined, said: string): Record<string, unknown> {
  if (err === undefined) return { message: { formatted: said } };
  const values = [];
  for (let at: LoggedError | undefined = err; at !== undefined && values.length < 5; at = at.cause) {
    const code = typeof at.code === 'string' && /^[A-Z0-9_]{1,40}$/.test(at.code) ? ` (${at.code})` : '';
    values.push({
      type: textOf(at.type, 60) ?? 'Error',
      value: `${said}${code}`,
      stacktrace: { frames: framesOf(at.stack) },
    });
  }
  // Sentry wants the innermost cause first.
  return { exception: { values: values.reverse() } };
}

/** `    at name (file:line:column)`, the outermost call first. What has another form is left out. */
function framesOf(stack: unknown): Frame[] {
  if (typeof stack !== 'string') return [];
  return stack
    .split('\n')
    .flatMap((line) => {
      const found =
        /^ {4}at (?:(?:async )?([\w.<>$# [\]]{1,120}) \()?((?:file:|node:|\/|[A-Z]:\\)[^()]{1,400}):(\d+):(\d+)\)?$/.exec(
          line,
        );
      if (found === null) return [];
      const [, name = '<anonymous>', file = '', lineno, colno] = found;
      const filename = file.replace(/^.*[\\/](?=(?:node_modules|packages|dist|src)[\\/])/, '');
      // A folder of this machine says who lives here.
      if (filename === file && !file.startsWith('node:')) return [];
      return [
        {
          function: name,
          filename,
          lineno: Number(lineno),
          colno: Number(colno),
          in_app: !/node_modules|^node:/.test(filename),
        },
      ];
    })
    .reverse();
}

/** Ids, and whatever else is no word of ours, are taken out of an address. */
function routeOf(path: string): string {
  return path
    .split('/')
    .slice(0, 10)
    .map((part) => (/^[a-z][a-z-]{0,30}$|^v1$|^$/.test(part) ? part : ':id'))
    .join('/');
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value);
}

function textOf(value: unknown, most: number): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, most) : undefined;
}

function parse(line: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
