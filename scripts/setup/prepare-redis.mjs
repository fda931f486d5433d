import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from './free-port.mjs';
import { startService } from './start-service.mjs';

/**
 * A Redis that does not run yet, or not any more.
 * @typedef {object} PreparedRedis
 * @property {string} url The same over all starts.
 * @property {number} port
 * @property {(how: {keeps: boolean}) => Promise<import('./start-service.mjs').RunningService>} start On the same port and
 * folder each time. Keeps: it writes down what it is told and knows it after a restart; else it comes back empty.
 * @property {() => void} remove Takes its folder away.
 */

/**
 * @param {string} program
 * @returns {Promise<PreparedRedis>}
 */
export async function prepareRedis(program) {
  const port = await freePort();
  const folder = mkdtempSync(path.join(tmpdir(), 'fieldsync-redis-'));
  const start = (/** @type {{keeps: boolean}} */ { keeps }) =>
    startService({
      command: program,
      args: [
        '--port',
        String(port),
        '--bind',
        '127.0.0.1',
        '--save',
        '',
        '--appendonly',
        keeps ? 'yes' : 'no',
        '--dir',
        folder,
      ],
      cwd: folder,
      ready: /Ready to accept connections/,
      stopSignal: 'SIGTERM',
    });
  const remove = () => rmSync(folder, { recursive: true, force: true });
  return { url: `redis://127.0.0.1:${port}`, port, start, remove };
}
