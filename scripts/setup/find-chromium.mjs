import { pathToFileURL } from 'node:url';
import { findExecutable, isExecutable } from './find-executable.mjs';
import { installWithApt } from './install-with-apt.mjs';
import { inRepository } from './repository.mjs';
import { runCommand } from './run-command.mjs';
import { say } from './say.mjs';
import { alreadyThere, unavailable } from './service.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const onMacs = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** Ubuntu's `chromium-browser` is a stub that only says to install a snap: a browser is one that answers. */
/** @param {string} file */
async function answers(file) {
  return isExecutable(file) && (await runCommand(file, ['--version'])).code === 0;
}

/** @returns {Promise<string | undefined>} */
async function onThisMachine() {
  for (const file of [...names.map((name) => findExecutable([name])), onMacs]) {
    if (file !== undefined && (await answers(file))) return file;
  }
  return undefined;
}

/** @returns {Promise<string | undefined>} */
async function fromPlaywright() {
  say('Downloading Chromium with playwright install.');
  const withDependencies = process.getuid?.() === 0 ? ['--with-deps'] : [];
  const cli = inRepository('node_modules/playwright/cli.js');
  await runCommand(process.execPath, [cli, 'install', ...withDependencies, 'chromium'], { show: true });
  const entry = pathToFileURL(inRepository('node_modules/playwright-core/index.mjs')).href;
  const { chromium } = /** @type {typeof import('playwright-core')} */ (await import(entry));
  const file = chromium.executablePath();
  return (await answers(file)) ? file : undefined;
}

/**
 * A Chromium for the browser tests; runners learn its path from FIELDSYNC_CHROMIUM.
 * @returns {Promise<import('./service.mjs').Service>}
 */
export async function findChromium() {
  const named = process.env['FIELDSYNC_CHROMIUM'] ?? process.env['CHROME_PATH'];
  if (named) {
    return (await answers(named))
      ? found(named, 'named by the environment')
      : unavailable(`the environment names ${named}, which does not start`);
  }
  const here = await onThisMachine();
  if (here) return found(here, 'on this machine');
  if (await installWithApt(['chromium'])) {
    const installed = await onThisMachine();
    if (installed) return found(installed, 'installed with apt-get');
  }
  const downloaded = await fromPlaywright();
  return downloaded
    ? found(downloaded, 'downloaded by Playwright')
    : unavailable('none on PATH, and neither apt-get nor playwright install could provide one');
}

/** @param {string} file @param {string} origin */
function found(file, origin) {
  say(`Chromium: ${file}, ${origin}.`);
  return alreadyThere(origin, { FIELDSYNC_CHROMIUM: file });
}
