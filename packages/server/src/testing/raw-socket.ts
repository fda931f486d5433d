import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** A connection on which anything can be said, in whatever form. */
export class RawSocket {
  readonly socket: Socket;
  private received = '';
  private readonly closed: Promise<unknown>;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.setEncoding('latin1').on('data', (part: string) => (this.received += part));
    // A server that has heard enough resets the connection: that is an end like any other.
    socket.on('error', () => socket.destroy());
    this.closed = new Promise((resolve) => socket.once('close', resolve));
  }

  /** @param ca with one it is TLS, and HTTP/1.1 is what it says it speaks */
  static async open(port: number, ca?: string): Promise<RawSocket> {
    const socket =
      ca === undefined
        ? connect(port, '127.0.0.1')
        : connectTls({ host: 'localhost', port, ca, ALPNProtocols: ['http/1.1'] });
    await once(socket, ca === undefined ? 'connect' : 'secureConnect');
    return new RawSocket(socket);
  }

  /** Resolves with all that was received once the other side has closed. */
  async end(): Promise<string> {
    await this.closed;
    return this.received;
  }
}

/** Statuses of the replies in what was received over HTTP/1. */
export function statusesOf(received: string): number[] {
  return [...received.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map((match) => Number(match[1]));
}
