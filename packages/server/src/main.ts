/** The server as a process: `node dist/main.js`. Everything it needs comes from the environment; see config.ts. */
import type { Logger } from 'pino';
import { createLog } from './adapters/create-log.ts';
import type { ServerConfig } from './config.ts';
import { readConfig } from './config.ts';
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
    server.stop().then(
      () => process.exit(0),
      (error: unknown) => giveUp(log, error),
    );
  };
  process.once('SIGTERM', leave);
  process.once('SIGINT', leave);

  say(server.url === undefined ? 'Fieldsync works: it runs the jobs.' : `Fieldsync is at ${server.url}`);
  if (server.url !== undefined && !server.servesApp)
    say(`There is no web app in ${config.webRoot}: the API alone is answered.`);
  for (const line of signInLines(server.accounts)) say(line);
  await server.failed;
}

/** What nobody expected: the log has it, and the process ends, because what it still holds in memory cannot be trusted. */
function giveUp(log: Logger, error: unknown): never {
  if (error instanceof StartRefused) process.stderr.write(`${error.message}\n`);
  else log.fatal({ err: error }, 'the server stops');
  process.exit(1);
}

const config = configOrExit();
const log = createLog(config.logLevel);
process.on('unhandledRejection', (error) => giveUp(log, error));
process.on('uncaughtException', (error) => giveUp(log, error));
main(config, log).catch((error: unknown) => giveUp(log, error));
