// npm run audit -- --verify: reckons the audit log's chain of hashes again and names the first line that is wrong.
import { serverCommand } from './setup/server-command.mjs';

await serverCommand('audit');
