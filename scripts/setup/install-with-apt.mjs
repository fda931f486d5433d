import { findExecutable } from './find-executable.mjs';
import { runCommand } from './run-command.mjs';
import { say } from './say.mjs';

/**
 * Installs Debian packages, only where that needs no question: as root, with apt-get there.
 * @param {readonly string[]} packages
 * @returns {Promise<boolean>} Whether apt-get says that they are installed now.
 */
export async function installWithApt(packages) {
  if (process.getuid?.() !== 0 || findExecutable(['apt-get']) === undefined) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = () =>
    runCommand('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { env });
  say(`Installing ${packages.join(', ')} with apt-get.`);
  if ((await install()).code === 0) return true;
  // A fresh container has no package lists yet.
  await runCommand('apt-get', ['update'], { env });
  return (await install()).code === 0;
}
