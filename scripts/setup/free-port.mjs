import { createServer } from 'node:net';

/**
 * @param {number} port 0 asks for any free one.
 * @param {string} host
 * @returns {Promise<number | undefined>} The port that could be listened on a moment ago; undefined when taken.
 */
export function probePort(port, host) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen(port, host, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
    });
  });
}

/** @returns {Promise<number>} A port on 127.0.0.1 that was free a moment ago. */
export async function freePort() {
  const port = await probePort(0, '127.0.0.1');
  if (port === undefined) throw new Error('No free port on 127.0.0.1.');
  return port;
}
