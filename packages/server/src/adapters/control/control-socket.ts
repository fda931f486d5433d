import { once } from 'node:events';
import { rmSync } from 'node:fs';
import type { Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import type { Logger } from 'pino';
import type { LivePart } from '../../backup/snapshot.ts';
import type { Anchor, AuditVerdict } from '../drizzle/office/verify-audit-chain.ts';
import type { Service } from '../../services/service.ts';
import { controlPath } from './control-path.ts';

export interface ControlSocketParts {
  /** Folder of the server's data. Must exist, and be ours alone. */
  readonly dataDirectory: string;
  readonly log: Logger;
  /** Copies the database piece by piece. */
  readonly snapshot: (take: (part: LivePart) => Promise<void>) => Promise<void>;
  /** Reckons the audit log again. */
  readonly audit: (noted: Anchor | undefined) => Promise<AuditVerdict>;
}

/** What the other side has to say fits into this. */
const LONGEST_REQUEST = 1_024;
/** A reader that takes nothing for so long is gone, or has been stopped. */
const STALLED_MS = 30_000;

/**
 * A socket in the data folder through which a command of the same machine asks the running server: the folder of the
 * embedded database is locked by its process. Only the owner of the folder can open it (mode 0600); that is the authorisation.
 */
export class ControlSocket implements Service {
  readonly name = 'control socket';
  private readonly parts: ControlSocketParts;
  private busy = false;
  private readonly open = new Set<Socket>();

  constructor(parts: ControlSocketParts) {
    this.parts = parts;
  }

  async run(signal: AbortSignal): Promise<void> {
    const { dataDirectory, log } = this.parts;
    const at = process.platform === 'win32' ? undefined : controlPath(dataDirectory);
    if (at === undefined) {
      log.info('no backup can be taken while this server runs: its folder cannot hold a socket');
      return;
    }
    // The lock of the database says that nobody else is here: what lies there is of a process that was killed.
    rmSync(at.file, { force: true });
    const server = createServer((socket) => this.answer(socket));
    try {
      await listen(server, at.path);
      if (!signal.aborted) await once(signal, 'abort');
    } catch (error) {
      // Without it the server serves all the same; a backup then needs a stopped server.
      log.error({ err: error }, 'no backup can be taken while this server runs');
    } finally {
      for (const socket of this.open) socket.destroy();
      if (server.listening) await new Promise<void>((resolve) => server.close(() => resolve()));
      at.release();
    }
  }

  private answer(socket: Socket): void {
    this.open.add(socket);
    socket.once('close', () => this.open.delete(socket));
    socket.on('error', (error) => this.parts.log.debug({ err: error }, 'a control connection broke'));
    socket.setTimeout(STALLED_MS, () => socket.destroy());
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const line = /^(.*)\n/.exec(text)?.[1];
      if (line === undefined && text.length < LONGEST_REQUEST) return;
      socket.removeAllListeners('data');
      socket.resume();
      const [, seq, hash] = /^audit ([0-9]{1,15}):([0-9a-f]{64})$/.exec(line ?? '') ?? [];
      if (line === 'snapshot') void this.sendSnapshot(socket);
      else if (line === 'audit') void this.sendAudit(socket, undefined);
      else if (seq !== undefined && hash !== undefined)
        void this.sendAudit(socket, { seq: Number(seq), hash });
      else socket.end(`${JSON.stringify({ kind: 'failed', message: 'The server does not know this.' })}\n`);
    });
  }

  private async sendAudit(socket: Socket, noted: Anchor | undefined): Promise<void> {
    try {
      socket.end(`${JSON.stringify(await this.parts.audit(noted))}\n`);
    } catch (error) {
      this.parts.log.error({ err: error }, 'the audit log could not be read');
      const message = 'The server could not read its audit log; its own log says why.';
      socket.end(`${JSON.stringify({ kind: 'failed', message })}\n`);
    }
  }

  private async sendSnapshot(socket: Socket): Promise<void> {
    const fail = (message: string): void => {
      socket.end(`${JSON.stringify({ kind: 'failed', message })}\n`);
    };
    if (this.busy) return fail('Another backup is being taken. Try again when it is done.');
    this.busy = true;
    const { log, snapshot } = this.parts;
    let last = false;
    try {
      log.info('a backup begins');
      await snapshot(async (part) => {
        if (socket.destroyed) throw new Error('whoever took the backup has gone');
        // From the last moment on everybody waits for us, and we for nobody.
        last ||= part.kind === 'unchanged' || part.kind === 'rows';
        const room = socket.write(`${JSON.stringify(part)}\n`);
        if (!room && !last) await Promise.race([once(socket, 'drain'), once(socket, 'close')]);
      });
      socket.end();
      log.info('a backup was handed over');
    } catch (error) {
      log.error({ err: error }, 'a backup failed');
      fail('The server could not read its database; its log says why.');
    } finally {
      this.busy = false;
    }
  }
}

/** The mode must be right from the first moment on: between binding and chmod anybody could connect. */
function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).once('listening', resolve);
    const before = process.umask(0o177);
    try {
      server.listen({ path });
    } finally {
      process.umask(before);
    }
  });
}
