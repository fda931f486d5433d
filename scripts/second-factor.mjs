// npm run second-factor -- --take-from <email>: takes an authenticator app from somebody who has lost it, where no administrator can.
import { serverCommand } from './setup/server-command.mjs';

await serverCommand('second-factor');
