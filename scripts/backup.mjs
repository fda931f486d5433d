// npm run backup: a consistent copy of the database in one file, also while the server runs.
import { inRepository } from './setup/repository.mjs';
import { serverCommand } from './setup/server-command.mjs';

await serverCommand('backup', ['--to', inRepository('backups')]);
