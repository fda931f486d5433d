import { once } from 'node:events';
import type { Server } from 'node:net';

/** Listens on 127.0.0.1; port 0 takes any free one. Returns the port that it became. */
export async function listenOnLoopback(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('listening, but not on a TCP port');
  return address.port;
}
