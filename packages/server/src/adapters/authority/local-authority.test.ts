import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkServerIdentity, connect, createServer } from 'node:tls';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { GeneralName } from '@peculiar/asn1-x509';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LocalAuthority } from './local-authority.ts';
import { makeCertificate } from './make-certificate.ts';
import type { OwnNames } from './private-names.ts';

const DAY_MS = 86_400_000;
const NOW = Math.floor(Date.now() / 1_000) * 1_000;
const OFFICE: OwnNames = {
  names: ['localhost', 'office.local'],
  addresses: ['192.168.1.20', '127.0.0.1', '::1'],
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'authority-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** What a device that trusts `ca` makes of a server with this certificate when it calls it by `name`. */
async function shakeHands(server: { cert: string; key: string }, ca: string, name: string): Promise<string> {
  const listening = createServer({ cert: server.cert, key: server.key, minVersion: 'TLSv1.3' });
  listening.on('tlsClientError', () => undefined);
  listening.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const socket = connect({
    host: '127.0.0.1',
    port: (listening.address() as AddressInfo).port,
    ca,
    // As for an address that was typed: `localhost` is where we have to connect to.
    checkServerIdentity: (_, certificate) => checkServerIdentity(name, certificate),
  });
  const outcome = await new Promise<string>((resolve) => {
    socket.once('secureConnect', () => resolve('trusted'));
    socket.once('error', (error: NodeJS.ErrnoException) =>
      // Node has no code of its own for some.
      resolve(error.code === undefined || error.code === 'UNSPECIFIED' ? error.message : error.code),
    );
  });
  socket.destroy();
  listening.close();
  return outcome;
}

describe('the authority of an installation', () => {
  it('vouches for this machine by each of its names and addresses, and no device trusts it by itself', async () => {
    const authority = new LocalAuthority(folder, NOW);
    const server = authority.certificateFor(OFFICE, NOW);
    for (const name of [...OFFICE.names, ...OFFICE.addresses])
      expect([name, await shakeHands(server, authority.cert, name)]).toEqual([name, 'trusted']);
    expect(await shakeHands(server, authority.cert, '192.168.1.21')).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
    const stranger = new LocalAuthority(join(folder, 'other'), NOW);
    expect(await shakeHands(server, stranger.cert, 'localhost')).not.toBe('trusted');
  });

  it.each([
    ['a name of the internet', new GeneralName({ dNSName: 'bank.example.com' }), 'bank.example.com'],
    ['a public address', new GeneralName({ iPAddress: '203.0.113.7' }), '203.0.113.7'],
    ['a public IPv6 address', new GeneralName({ iPAddress: '2001:db8::7' }), '2001:db8::7'],
    ['a name that only ends alike', new GeneralName({ dNSName: 'notlocal' }), 'notlocal'],
  ])('cannot vouch for %s, whoever has its key', async (_, name, host) => {
    const authority = new LocalAuthority(folder, NOW);
    const stolen = readFileSync(join(folder, 'https/authority.pem'), 'utf8');
    const commonName = /CN=(.*)/.exec(new X509Certificate(authority.cert).subject)?.[1] ?? '';
    const forged = makeCertificate({
      commonName: host,
      from: new Date(NOW - DAY_MS),
      to: new Date(NOW + DAY_MS),
      issuer: { commonName, key: createPrivateKey(stolen), publicKey: createPublicKey(stolen) },
      names: [name],
    });
    expect(await shakeHands(forged, authority.cert, host)).toBe('permitted subtree violation');
  });

  it('[X1] keeps its key for its owner’s eyes alone', () => {
    new LocalAuthority(folder, NOW).certificateFor(OFFICE, NOW);
    for (const file of ['authority.pem', 'server.pem'])
      expect(statSync(join(folder, 'https', file)).mode & 0o777).toBe(0o600);
  });

  it('is the same after a restart, and so is the certificate while nothing has changed', () => {
    const first = new LocalAuthority(folder, NOW);
    const server = first.certificateFor(OFFICE, NOW);
    const again = new LocalAuthority(folder, NOW + 300 * DAY_MS);
    expect(again.fingerprint).toBe(first.fingerprint);
    expect(again.certificateFor(OFFICE, NOW + 300 * DAY_MS)).toEqual(server);
  });

  it.each<readonly [string, OwnNames, number]>([
    ['has another address', { ...OFFICE, addresses: ['192.168.1.77', '127.0.0.1', '::1'] }, 0],
    ['has one address less', { ...OFFICE, addresses: ['127.0.0.1', '::1'] }, 0],
    ['has another name', { ...OFFICE, names: ['localhost', 'desk.local'] }, 0],
    ['has a certificate that ends within a month', OFFICE, 368],
    ['had a clock a year ahead when it was made', OFFICE, -400],
  ])('makes a new certificate when the machine %s', async (_, names, days) => {
    const authority = new LocalAuthority(folder, NOW);
    const before = authority.certificateFor(OFFICE, NOW);
    const after = authority.certificateFor(names, NOW + days * DAY_MS);
    expect(after.cert).not.toBe(before.cert);
    if (days !== 0) return;
    for (const name of names.addresses) expect(await shakeHands(after, authority.cert, name)).toBe('trusted');
  });

  it('is made anew before a certificate of it would outlive it, and so is the certificate', async () => {
    const old = new LocalAuthority(folder, NOW - 3_300 * DAY_MS);
    const before = old.certificateFor(OFFICE, NOW - 3_300 * DAY_MS);
    const authority = new LocalAuthority(folder, NOW);
    const server = authority.certificateFor(OFFICE, NOW);
    expect(authority.fingerprint).not.toBe(old.fingerprint);
    expect(server.cert).not.toBe(before.cert);
    expect(await shakeHands(server, authority.cert, 'localhost')).toBe('trusted');
  });

  it('says what to do when what is kept cannot be read, instead of making one that no phone trusts', () => {
    new LocalAuthority(folder, NOW);
    writeFileSync(join(folder, 'https/authority.pem'), 'half');
    expect(() => new LocalAuthority(folder, NOW)).toThrow(
      expect.objectContaining({
        code: 'CERTIFICATE',
        message: expect.stringContaining('every phone has to trust it anew') as string,
      }) as Error,
    );
  });
});
