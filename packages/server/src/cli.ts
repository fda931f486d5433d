/** Commands of whoever runs the server: `node dist/cli.js backup`. Each says what it did, or in one sentence why not. */
import { existsSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { BackupSummary } from './backup/backup-format.ts';
import { BackupRefused } from './backup/backup-refused.ts';
import { readConfig } from './config.ts';
import type { DataPlace } from './open-backup.ts';
import { takeBackup } from './open-backup.ts';
import { verifyAudit } from './open-audit.ts';
import { examineBackup, restoreInto } from './open-restore.ts';
import { takeSecondFactor } from './open-second-factor.ts';
import { StartRefused } from './start-refused.ts';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const USAGE = `Commands:
  backup  [--to <folder or file>] [--keep <number>]
  restore --from <file> [--replace] [--end-sessions] [--check]
  audit   --verify [--noted <line>:<hash>]
  second-factor --take-from <email>`;

async function backup(args: readonly string[], place: DataPlace): Promise<void> {
  const options = { to: { type: 'string' }, keep: { type: 'string' } } as const;
  const { values } = parseArgs({ args: [...args], options });
  const to = values.to ?? './backups';
  const keep = values.keep === undefined ? undefined : Number(values.keep);
  if (keep !== undefined && !(Number.isInteger(keep) && keep >= 1))
    throw new BackupRefused('--keep must be a whole number from 1 on.');
  const isFile = /\.backup$/.test(to) && !(existsSync(to) && statSync(to).isDirectory());
  say(`Taking a backup of ${nameOf(place)}.`);
  const taken = await takeBackup(place, isFile ? { file: to } : { folder: to }, keep);
  for (const name of taken.removed) say(`Removed the older backup ${name}.`);
  say(`${contents(taken.summary)}`);
  say(`The backup is complete: ${taken.file}`);
}

async function restore(args: readonly string[], place: DataPlace): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      from: { type: 'string' },
      replace: { type: 'boolean', default: false },
      'end-sessions': { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
    },
  });
  if (values.from === undefined) throw new BackupRefused('Say which backup: --from <file>.');
  say(`Checking ${values.from}.`);
  if (values.check) {
    say(contents(await examineBackup(values.from)));
    say('The backup is whole. Nothing was restored, because --check was said.');
    return;
  }
  const wishes = { replace: values.replace, endSessions: values['end-sessions'] };
  const summary = await restoreInto(place, values.from, wishes);
  say(contents(summary));
  say(
    wishes.endSessions
      ? 'All sessions have ended: everybody signs in again.'
      : 'Sessions are as they were in the backup; --end-sessions would end them.',
  );
  say('Phones fetch their records anew, and send again what they had sent since the backup.');
  say(`The backup is restored to ${nameOf(place)}. Start the server.`);
}

async function audit(args: readonly string[], place: DataPlace): Promise<void> {
  const options = { verify: { type: 'boolean', default: false }, noted: { type: 'string' } } as const;
  const { values } = parseArgs({ args: [...args], options });
  if (!values.verify) throw new BackupRefused('Say what to do with the audit log: --verify.');
  const [, seq, hash] = /^([0-9]{1,15}):([0-9a-f]{64})$/.exec(values.noted ?? '') ?? [];
  if (values.noted !== undefined && (seq === undefined || hash === undefined))
    throw new BackupRefused(
      '--noted takes the number of a line and its hash, as this command once said them.',
    );
  say(`Reading the audit log of ${nameOf(place)}.`);
  const noted = seq === undefined || hash === undefined ? undefined : { seq: Number(seq), hash };
  const verdict = await verifyAudit(place, noted);
  if (!verdict.ok) throw new BackupRefused(FAULTS[verdict.fault](verdict.seq));
  say(`All ${String(verdict.lines)} lines of the audit log follow one another, and none was changed.`);
  const { last } = verdict;
  if (last !== undefined)
    say(`Note this at another place, and give it next time: --noted ${String(last.seq)}:${last.hash}`);
}

async function secondFactor(args: readonly string[], place: DataPlace): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { 'take-from': { type: 'string' } } });
  const email = values['take-from'];
  if (email === undefined) throw new BackupRefused('Say from whom: --take-from <email>.');
  await takeSecondFactor(place, email);
  say(`${email} has no authenticator app any more, and sets up another one with their password.`);
}

const FAULTS = {
  changed: (seq: number) => `Line ${String(seq)} of the audit log was changed.`,
  'does not follow': (seq: number) =>
    `Line ${String(seq)} of the audit log does not follow the one before it: a line was removed, put in or replaced there.`,
  'not as noted': (seq: number) =>
    `Line ${String(seq)} of the audit log is not the one that was noted: the log was cut off or written anew.`,
} as const;

/** Without what may be a password in the address. */
function nameOf({ databaseUrl, dataDirectory }: DataPlace): string {
  if (databaseUrl === undefined) return `the embedded database in ${dataDirectory}`;
  const { host, pathname } = new URL(databaseUrl);
  return `the Postgres database ${pathname.slice(1)} on ${host}`;
}

function contents({ header, counts, rows }: BackupSummary): string {
  const of = (table: string): string => String(counts[table] ?? 0);
  return (
    `It is from ${header.takenAt} (schema ${header.migration.tag}) and holds ${of('records')} records, ` +
    `${of('operations')} operations, ${of('auth_user')} accounts, ${of('devices')} devices; ${String(rows)} rows in all.`
  );
}

async function main([command, ...args]: readonly string[]): Promise<void> {
  const reading = readConfig(process.env);
  if (!reading.ok) throw new BackupRefused(reading.problems.join('\n'));
  if (command === 'backup') return backup(args, reading.config);
  if (command === 'restore') return restore(args, reading.config);
  if (command === 'audit') return audit(args, reading.config);
  if (command === 'second-factor') return secondFactor(args, reading.config);
  throw new BackupRefused(USAGE);
}

/** The database library puts the values of a failed statement into its message: people's answers. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const parsing = 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  if (error instanceof BackupRefused || error instanceof StartRefused || parsing) return error.message;
  const frames = error.stack?.split('\n').filter((line) => /^ {4}at /.test(line)) ?? [];
  const cause = error.cause instanceof Error ? `\nCause: ${error.cause.message}` : '';
  return `${error.message.split('\nparams: ', 1)[0] ?? ''}${cause}\n${frames.join('\n')}`;
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${describe(error)}\n`);
    process.exit(1);
  },
);
