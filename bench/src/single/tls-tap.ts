import { connect, createServer } from 'node:net';
import { listenOnLoopback } from '../listen-on-loopback.ts';
import { RECORD_OVERHEAD_BYTES, TlsRecords } from './tls-records.ts';

export interface TapFigures {
  /** Payload of TCP. */
  readonly bytes: number;
  readonly records: number;
  /** What is in the records: frames of HTTP/2, that is headers, bodies and their frame headers. */
  readonly contentBytes: number;
}

/** Stands before the server and counts TLS records, which nothing behind it can see. */
export class TlsTap {
  port = 0;
  readonly #counted = { up: { bytes: 0, records: 0 }, down: { bytes: 0, records: 0 } };
  readonly #server = createServer({ allowHalfOpen: true, noDelay: true });

  static async start(targetPort: number): Promise<TlsTap> {
    const tap = new TlsTap();
    tap.#server.on('connection', (client) => {
      const server = connect({ host: '127.0.0.1', port: targetPort, noDelay: true, allowHalfOpen: true });
      const directions = [
        { from: client, to: server, counted: tap.#counted.up },
        { from: server, to: client, counted: tap.#counted.down },
      ];
      for (const { from, to, counted } of directions) {
        const records = new TlsRecords();
        from.on('data', (bytes: Buffer) => {
          const before = records.count;
          records.add(bytes);
          counted.bytes += bytes.length;
          counted.records += records.count - before;
        });
        from.on('error', () => to.destroy());
        from.pipe(to);
      }
    });
    tap.port = await listenOnLoopback(tap.#server, 0);
    return tap;
  }

  /** Counts from now on. */
  reset(): void {
    for (const counted of [this.#counted.up, this.#counted.down])
      Object.assign(counted, { bytes: 0, records: 0 });
  }

  get up(): TapFigures {
    return figures(this.#counted.up);
  }

  get down(): TapFigures {
    return figures(this.#counted.down);
  }

  close(): Promise<unknown> {
    return new Promise((closed) => this.#server.close(closed));
  }
}

function figures({ bytes, records }: { readonly bytes: number; readonly records: number }): TapFigures {
  return { bytes, records, contentBytes: bytes - records * RECORD_OVERHEAD_BYTES };
}
