import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MainProcess } from './main-process.ts';

const PROGRAM = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

export interface ServerProcessOptions {
  /** Folder of the web app that it serves; the API alone when left out. */
  readonly webRoot?: string;
  /** A data folder to begin with a copy of: a first start takes much longer than a later one. */
  readonly from?: string;
}

/** The server as it is shipped: a process on a folder of its own, that can be killed and started again. */
export class ServerProcess {
  /** The same over all starts, so that whoever talks to it can go on. */
  readonly port: number;
  readonly dataFolder: string;
  readonly #webRoot: string | undefined;
  #main: MainProcess | undefined;

  constructor(port: number, dataFolder: string, webRoot: string | undefined) {
    this.port = port;
    this.dataFolder = dataFolder;
    this.#webRoot = webRoot;
  }

  static async open({ webRoot, from }: ServerProcessOptions = {}): Promise<ServerProcess> {
    if (!existsSync(PROGRAM)) throw new Error(`${PROGRAM} is missing: build the server first`);
    const folder = mkdtempSync(join(tmpdir(), 'fieldsync-server-'));
    // The lock of a process that is gone is a socket, which cannot be copied.
    if (from !== undefined)
      cpSync(from, folder, { recursive: true, filter: (file) => !/(\.lock|\/control)$/.test(file) });
    const server = new ServerProcess(await freePort(), folder, webRoot);
    await server.start();
    return server;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Resolves when it listens; throws with what it said when it ends instead. */
  async start(): Promise<void> {
    this.#main = new MainProcess(PROGRAM, {
      PORT: String(this.port),
      FIELDSYNC_DATA: this.dataFolder,
      LOG_LEVEL: 'warn',
      ...(this.#webRoot === undefined ? {} : { WEB_ROOT: this.#webRoot }),
    });
    await this.#main.url();
  }

  /** As when the power goes: SIGKILL, nothing is said to anybody. */
  async kill(): Promise<void> {
    this.#main?.signal('SIGKILL');
    await this.#main?.exit;
  }

  /** As an operator stops it. */
  async stop(): Promise<void> {
    this.#main?.signal('SIGTERM');
    await this.#main?.exit;
  }

  /** Ends it and takes its folder away. */
  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.dataFolder, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  if (address === null || typeof address === 'string') throw new Error('listening, but not on a TCP port');
  return address.port;
}
