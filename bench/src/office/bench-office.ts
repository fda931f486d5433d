import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MainProcess } from '../../../packages/server/src/testing/main-process.ts';
import { makeSelfSigned } from '../../../packages/server/src/testing/self-signed.ts';
import { buildSite } from './bench-site.ts';
import { readLedger } from './ledger.ts';
import type { Ledger } from './ledger.ts';

export interface AnsweredExchange {
  readonly status: number;
  /** ms since 1970 at which the answer left the server: what it tells is on the disk. */
  readonly atMs: number;
}

/** The server as it is shipped, on a fresh data folder, with HTTPS and one bare page that has the engine in it. */
export class BenchOffice {
  readonly port: number;
  readonly #folder: string;
  readonly #main: MainProcess;
  #marked = 0;

  constructor(port: number, folder: string, main: MainProcess) {
    this.port = port;
    this.#folder = folder;
    this.#main = main;
  }

  /** @param coder the one to see alone; undefined: the engine chooses */
  static async open(repository: string, coder?: string): Promise<BenchOffice> {
    const source = (file: string) => join(repository, 'bench/src/phone', file);
    const folder = mkdtempSync(join(tmpdir(), 'fieldsync-bench-'));
    const { cert, key } = await makeSelfSigned();
    writeFileSync(join(folder, 'cert.pem'), cert);
    writeFileSync(join(folder, 'key.pem'), key);
    const main = new MainProcess(join(repository, 'packages/server/dist/main.js'), {
      FIELDSYNC_DATA: join(folder, 'data'),
      FIELDSYNC_TLS_CERT: join(folder, 'cert.pem'),
      FIELDSYNC_TLS_KEY: join(folder, 'key.pem'),
      WEB_ROOT: await buildSite(
        {
          entry: source('phone-page.ts'),
          worker: source('drain-worker.ts'),
          forced: coder === undefined ? undefined : { module: source('forced-coder.ts'), coder },
        },
        folder,
      ),
      LOG_LEVEL: 'debug',
    });
    const { port } = new URL(await main.url());
    return new BenchOffice(Number(port), folder, main);
  }

  /** `answered` begins anew. */
  mark(): void {
    this.#marked = this.#main.err.length;
  }

  /** The exchanges since the mark, in the order of their answers. */
  answered(): AnsweredExchange[] {
    const lines = this.#main.err.slice(this.#marked).split('\n');
    return lines
      .filter((line) => line.includes('"answered"') && line.includes('"/api/v1/sync"'))
      .map((line) => {
        const { status, at } = JSON.parse(line) as { status: number; at: string };
        return { status, atMs: Date.parse(at) };
      });
  }

  /** Stops the server as an operator would, and reads what the next start would find. */
  async stopAndRead(): Promise<Ledger> {
    await this.#stop();
    return readLedger(join(this.#folder, 'data/database'));
  }

  async remove(): Promise<void> {
    await this.#stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #stop(): Promise<void> {
    this.#main.signal('SIGTERM');
    await this.#main.exit;
  }
}
