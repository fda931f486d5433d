import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { connect } from 'node:http2';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { paths } from '@fieldsync/protocol';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { MainProcess } from './testing/main-process.ts';
import { buildChild } from './testing/spawn-child.ts';

let program: string;
let folder: string;
let started: MainProcess[] = [];
beforeAll(async () => {
  program = await buildChild('../../main');
  folder = mkdtempSync(join(tmpdir(), 'local-https-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});
afterEach(async () => {
  for (const child of started) {
    child.signal('SIGKILL');
    await child.exit;
  }
  started = [];
});

const start = (environment: Record<string, string> = {}): MainProcess => {
  const child = new MainProcess(program, {
    FIELDSYNC_DATA: folder,
    FIELDSYNC_HTTPS: 'local',
    ...environment,
  });
  started.push(child);
  return child;
};

async function statusOf(url: string, ca: string): Promise<number | undefined> {
  const asked = request(url, { ca });
  asked.end();
  const [response] = (await once(asked, 'response')) as [{ statusCode?: number; resume(): void }];
  response.resume();
  return response.statusCode;
}

describe('a server that is its own authority', () => {
  it('[X1] is trusted by who trusts the certificate that it hands out, over HTTP/1.1 and HTTP/2, and by nobody else', async () => {
    const child = start();
    const url = await child.url();
    const page = await child.said(/Open (http:\S+) on it/);
    const html = await (await fetch(page)).text();
    const file = /href="(\/[^"]+\.crt)"/.exec(html)?.[1] ?? '';
    const reply = await fetch(page + file);
    expect(reply.headers.get('content-type')).toBe('application/x-x509-ca-cert');
    const authority = new X509Certificate(Buffer.from(await reply.arrayBuffer()));
    expect(child.out).toContain(`  ${authority.fingerprint256}`);
    expect(html).toContain(authority.fingerprint256);
    const ca = authority.toString();
    expect(await statusOf(url + paths.connectivityTest, ca)).toBe(200);
    await expect(fetch(url + paths.connectivityTest)).rejects.toThrow();
    const session = connect(url, { ca });
    await once(session, 'connect');
    expect(session.alpnProtocol).toBe('h2');
    session.destroy();
    // Nothing but the certificate is to be had without https.
    expect((await fetch(page + paths.connectivityTest)).status).toBe(404);
  });

  it('is the same authority after a restart, also where others can reach it, with passwords of their own there', async () => {
    const fingerprints: string[] = [];
    for (const HOST of ['127.0.0.1', '0.0.0.0']) {
      const child = start({ HOST });
      const url = await child.url();
      expect(new URL(url).hostname).not.toBe('0.0.0.0');
      fingerprints.push(await child.said(/^ {2}((?:[0-9A-F]{2}:){31}[0-9A-F]{2})$/));
      if (HOST === '0.0.0.0') await child.said(/(told this once)/);
      child.signal('SIGTERM');
      expect(await child.exit).toBe(0);
    }
    expect(new Set(fingerprints).size).toBe(1);
  });
});
