import { runCommand } from './run-command.mjs';

/**
 * Postgres refuses to run as root, so as root we lend it another identity.
 * @returns {Promise<{uid: number, gid: number} | undefined>} Undefined when we are not root.
 * @throws {Error} When root is all there is.
 */
export async function unprivilegedUser() {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const uid = await runCommand('id', ['-u', name]);
    const gid = await runCommand('id', ['-g', name]);
    if (uid.code === 0 && gid.code === 0) return { uid: Number(uid.output), gid: Number(gid.output) };
  }
  throw new Error('There is no user "postgres" or "nobody" to run Postgres as.');
}
