import { once } from 'node:events';
import { closeSync, fsyncSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { createSecureServer } from 'node:http2';
import type { Http2SecureServer, Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { z } from 'zod';
import { makeSelfSigned } from '../../../packages/server/src/testing/self-signed.ts';
import { buildSite } from '../office/bench-site.ts';
import { peerDictionary } from './peer-dictionary.ts';

const batchSchema = z.array(z.looseObject({ id: z.string() }));

/**
 * The least that may call itself an office: takes a batch, appends it to a file, says so after fsync. No accounts, no
 * ledger, no merge, no database: it answers sooner than a real one.
 */
export class PeerOffice {
  readonly port: number;
  /** When each operation was first stored, ms since 1970. */
  readonly storedAt = new Map<string, number>();
  /** Operations that came again after they were stored. */
  again = 0;
  requests = 0;
  bodyBytes = 0;
  readonly #folder: string;
  readonly #server: Http2SecureServer;

  constructor(port: number, folder: string, server: Http2SecureServer) {
    this.port = port;
    this.#folder = folder;
    this.#server = server;
  }

  static async open(repository: string): Promise<PeerOffice> {
    const folder = mkdtempSync(join(tmpdir(), 'fieldsync-peer-'));
    const site = await buildSite({ entry: join(repository, 'bench/src/peer/peer-page.ts') }, folder);
    const server = createSecureServer({ ...(await makeSelfSigned()), minVersion: 'TLSv1.3' });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const office = new PeerOffice((server.address() as AddressInfo).port, folder, server);
    const journal = openSync(join(folder, 'journal'), 'a');
    const dictionary = Buffer.from(peerDictionary());
    const files: Readonly<Record<string, [string, Buffer]>> = {
      '/': ['text/html', readFileSync(join(site, 'index.html'))],
      '/page.js': ['text/javascript', readFileSync(join(site, 'page.js'))],
    };
    server.on('request', (request, response) => {
      if (request.url === '/batch') void office.#take(request, response, journal, dictionary);
      else {
        const [type, body] = files[request.url] ?? ['text/plain', Buffer.alloc(0)];
        response.setHeader('content-type', type);
        response.end(body);
      }
    });
    server.on('close', () => closeSync(journal));
    return office;
  }

  async #take(
    request: Http2ServerRequest,
    response: Http2ServerResponse,
    journal: number,
    dictionary: Buffer,
  ): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      // The link was cut in the middle of the body.
      return;
    }
    const body = Buffer.concat(chunks);
    if (request.aborted) return;
    this.requests += 1;
    this.bodyBytes += body.length;
    const json = inflateSync(body, { dictionary });
    const operations = batchSchema.parse(JSON.parse(json.toString('utf8')));
    writeSync(journal, json);
    fsyncSync(journal);
    const atMs = performance.timeOrigin + performance.now();
    for (const { id } of operations) {
      if (this.storedAt.has(id)) this.again += 1;
      else this.storedAt.set(id, atMs);
    }
    response.end('{}');
  }

  async remove(): Promise<void> {
    await new Promise((closed) => this.#server.close(closed));
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
