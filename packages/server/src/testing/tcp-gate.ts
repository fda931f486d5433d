import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';
import { connect, createServer } from 'node:net';

/** A way to another server that can be shut: as when that server goes away and comes back. */
export class TcpGate {
  private readonly to: { readonly host: string; readonly port: number };
  private readonly sockets = new Set<Socket>();
  private server: Server | undefined;
  private port = 0;

  constructor(to: { host: string; port: number }) {
    this.to = to;
  }

  /** @returns the port, the same each time */
  async open(): Promise<number> {
    const server = createServer((socket) => {
      const onward = connect(this.to);
      for (const one of [socket, onward]) {
        this.sockets.add(one);
        one.on('error', () => one.destroy()).on('close', () => this.sockets.delete(one));
      }
      socket.on('close', () => onward.destroy()).pipe(onward);
      onward.on('close', () => socket.destroy()).pipe(socket);
    });
    server.listen(this.port, '127.0.0.1');
    await once(server, 'listening');
    this.server = server;
    this.port = (server.address() as AddressInfo).port;
    return this.port;
  }

  /** Nothing is let in, and what is under way is cut. */
  async shut(): Promise<void> {
    const { server } = this;
    if (server === undefined) return;
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
    this.server = undefined;
  }
}
