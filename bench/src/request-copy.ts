import type { Socket } from 'node:net';
import type { Duplicate } from './link-faults.ts';

/** A second copy of one request, on a connection of its own; the reply it gets reaches nobody. */
export class RequestCopy {
  readonly #duplicate: Duplicate;
  readonly #connect: () => Socket;
  readonly #bytes: Buffer[] = [];
  #socket: Socket | undefined;

  constructor(duplicate: Duplicate, connect: () => Socket) {
    this.#duplicate = duplicate;
    this.#connect = connect;
  }

  add(bytes: Buffer): void {
    if (this.#duplicate.when === 'at-once') this.#open().write(bytes);
    else this.#bytes.push(bytes);
  }

  /** The original is answered, so all of the request has passed. */
  originalAnswered(): void {
    for (const bytes of this.#bytes.splice(0)) this.#open().write(bytes);
  }

  destroy(): void {
    this.#socket?.destroy();
  }

  #open(): Socket {
    if (this.#socket) return this.#socket;
    const socket = this.#connect();
    socket.on('error', () => socket.destroy());
    socket.once('data', (reply) => this.#duplicate.fire(reply.toString('latin1')));
    socket.resume();
    this.#socket = socket;
    return socket;
  }
}
