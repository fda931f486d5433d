// npm run restore -- --from <file>: puts a backup into the embedded database, or into Postgres with DATABASE_URL.
import { serverCommand } from './setup/server-command.mjs';

await serverCommand('restore');
