/** The server as a process: `node dist/main.js`. Everything it needs comes from the environment; see config.ts. */
import { readFileSync } from 'node:fs';
import type { Logger } from 'pino';
import { createLog } from './adapters/create-log.ts';
import { SentryReports } from './adapters/error-reports/sentry-reports.ts';
import type { ServerConfig } from './config.ts';
import { readConfig } from './config.ts';
import { trustLines } from './http/trust-words.ts';
import { openServer } from './open-server.ts';
import { signInLines } from './seed/sign-in-lines.ts';
import { StartRefused } from './start-refused.ts';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

function configOrExit(): ServerConfig {
  const reading = readConfig(process.env);
  if (reading.ok) return reading.config;
  for (const problem of reading.problems) process.stderr.write(`${problem}\n`);
  process.exit(1);
}

async function main(config: ServerConfig, log: Logger): Promise<void> {
  const server = await openServer(config, log);
  const leave = (signal: NodeJS.Signals): void => {
    // A second signal does not wait.
    process.once(signal, () => process.exit(1));
    log.info({ signal }, 'finishing what is under way');
    server
      .stop()
      .then(() => reports?.flush())
      .then(
        () => process.exit(0),
        (error: unknown) => giveUp(log, error),
      );
  };
  process.once('SIGTERM', leave);
  process.once('SIGINT', leave);

  say(server.url === undefined ? 'Fieldsync works: it runs the jobs.' : `Fieldsync is at ${server.url}`);
  if (server.url !== undefined && !server.servesApp)
    say(`There is no web app in ${config.webRoot}: the API alone is answered.`);
  if (server.trust !== undefined) for (const line of trustLines(server.trust)) say(line);
  for (const line of signInLines(server.accounts)) say(line);
  await server.failed;
}

/** What nobody expected: the log has it, and the process ends, because what it still holds in memory cannot be trusted. */
function giveUp(log: Logger, error: unknown): void {
  if (error instanceof StartRefused) process.stderr.write(`${error.message}\n`);
  else log.fatal({ err: error }, 'the server stops');
  if (reports === undefined || error instanceof StartRefused) process.exit(1);
  // For the report to get out. No longer: see above.
  setTimeout(() => process.exit(1), LAST_REPORT_MS);
  void reports.flush().then(() => process.exit(1));
}

const LAST_REPORT_MS = 1_000;

/** Holds from src/ and from dist/. */
function release(): string {
  const file = new URL('../package.json', import.meta.url);
  return `fieldsync@${(JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version}`;
}

function openReports({ sentry }: ServerConfig): SentryReports | undefined {
  return (
    sentry &&
    new SentryReports({
      ...sentry,
      release: release(),
      now: Date.now,
      tell: (text) => log.info(text),
    })
  );
}

const config = configOrExit();
const reports = openReports(config);
const log = createLog(config.logLevel, undefined, (line) => reports?.take(line));
process.on('unhandledRejection', (error) => giveUp(log, error));
process.on('uncaughtException', (error) => giveUp(log, error));
main(config, log).catch((error: unknown) => giveUp(log, error));
