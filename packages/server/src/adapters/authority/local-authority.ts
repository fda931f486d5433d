import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { hostname } from 'node:os';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { GeneralName } from '@peculiar/asn1-x509';
import { StartRefused } from '../../start-refused.ts';
import { readPrivateFile, writePrivateFile } from '../private-file.ts';
import type { TlsCertificate } from '../tls-certificate.ts';
import type { MadeCertificate } from './make-certificate.ts';
import { makeCertificate } from './make-certificate.ts';
import type { OwnNames } from './private-names.ts';
import { CONSTRAINTS } from './private-names.ts';

const DAY_MS = 86_400_000;
/** To trust it again is work on each phone. */
const AUTHORITY_DAYS = 3_650;
/** iOS takes no server's certificate of more than 825 days; a year and a month is what public authorities give. */
const SERVER_DAYS = 397;
const RENEW_DAYS = 30;
/** Phones whose clock is behind must not find it not yet valid. */
const BACKDATED_DAYS = 1;

/** A certificate and its key. One file holds both, so that they always belong together. */
interface Kept extends MadeCertificate {
  readonly parsed: X509Certificate;
}

/**
 * A certificate authority of this installation, which vouches for this machine in its own network and can vouch for nothing
 * else: see private-names.ts. Made once; its key never leaves the data folder.
 */
export class LocalAuthority {
  private readonly folder: string;
  private readonly own: Kept;

  /** @throws StartRefused CERTIFICATE when what is kept cannot be read: a new one would have to be trusted on every phone */
  constructor(dataDirectory: string, nowMs: number) {
    this.folder = join(dataDirectory, 'https');
    const kept = this.read('authority.pem');
    const lasts = kept !== undefined && until(kept) > nowMs + (SERVER_DAYS + RENEW_DAYS) * DAY_MS;
    this.own = lasts ? kept : this.write('authority.pem', makeAuthority(nowMs));
  }

  get cert(): string {
    return this.own.cert;
  }

  /** As phones take it, and what they show to compare. */
  get der(): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(this.own.parsed.raw);
  }

  get fingerprint(): string {
    return this.own.parsed.fingerprint256;
  }

  /** The server's: the one that is kept, or a new one when its names are others, its end is near, or the authority is new. */
  certificateFor(names: OwnNames, nowMs: number): TlsCertificate {
    const wanted = [...names.names, ...names.addresses];
    const kept = this.read('server.pem');
    const fits =
      kept !== undefined && this.vouchesFor(kept.parsed) && isFor(kept.parsed, wanted) && isGood(kept, nowMs);
    const { cert, key, parsed } = fits ? kept : this.write('server.pem', this.makeServer(wanted, nowMs));
    return { cert, key, validToMs: Date.parse(parsed.validTo) };
  }

  private vouchesFor(certificate: X509Certificate): boolean {
    return certificate.checkIssued(this.own.parsed) && certificate.verify(this.own.parsed.publicKey);
  }

  private makeServer(wanted: readonly string[], nowMs: number): MadeCertificate {
    return makeCertificate({
      commonName: 'Fieldsync',
      ...validity(nowMs, SERVER_DAYS),
      issuer: {
        commonName: commonName(this.own.parsed),
        key: createPrivateKey(this.own.key),
        publicKey: createPublicKey(this.own.key),
      },
      names: wanted.map(
        (name) => new GeneralName(isIP(name) === 0 ? { dNSName: name } : { iPAddress: name }),
      ),
    });
  }

  private read(name: string): Kept | undefined {
    const file = join(this.folder, name);
    const text = readPrivateFile(file);
    if (text === undefined) return undefined;
    try {
      const key = between(text, 'PRIVATE KEY');
      const cert = between(text, 'CERTIFICATE');
      const parsed = new X509Certificate(cert);
      if (parsed.checkPrivateKey(createPrivateKey(key))) return { cert, key, parsed };
    } catch {
      // Said below, in words that help.
    }
    throw new StartRefused(
      'CERTIFICATE',
      `${file} cannot be read as a certificate with its key. Put it back from a copy, or remove it: then a new one is made` +
        (name === 'server.pem' ? '.' : ', and every phone has to trust it anew.'),
    );
  }

  private write(name: string, made: MadeCertificate): Kept {
    writePrivateFile(join(this.folder, name), made.key + made.cert);
    return { ...made, parsed: new X509Certificate(made.cert) };
  }
}

function makeAuthority(nowMs: number): MadeCertificate {
  const day = new Date(nowMs).toISOString().slice(0, 10);
  return makeCertificate({
    // Letters that need no escape where Node shows a name again: the issuer in what it signs must be this to the letter.
    commonName: `Fieldsync on ${hostname().replaceAll(/[^A-Za-z0-9.-]/g, '')} (${day})`,
    ...validity(nowMs, AUTHORITY_DAYS),
    vouchesOnlyFor: [
      ...CONSTRAINTS.zones.map((dNSName) => new GeneralName({ dNSName })),
      ...CONSTRAINTS.networks.map((iPAddress) => new GeneralName({ iPAddress })),
    ],
  });
}

function validity(nowMs: number, days: number): { from: Date; to: Date } {
  // Whole seconds: a certificate has no others.
  const second = Math.floor(nowMs / 1_000) * 1_000;
  return { from: new Date(second - BACKDATED_DAYS * DAY_MS), to: new Date(second + days * DAY_MS) };
}

function isGood(kept: Kept, nowMs: number): boolean {
  return Date.parse(kept.parsed.validFrom) <= nowMs && until(kept) > nowMs + RENEW_DAYS * DAY_MS;
}

function until({ parsed }: Kept): number {
  return Date.parse(parsed.validTo);
}

function isFor(certificate: X509Certificate, wanted: readonly string[]): boolean {
  const named = certificate.subjectAltName?.split(', ').length ?? 0;
  return (
    named === wanted.length &&
    wanted.every(
      (name) => (isIP(name) === 0 ? certificate.checkHost(name) : certificate.checkIP(name)) !== undefined,
    )
  );
}

function commonName({ subject }: X509Certificate): string {
  return /^CN=(.*)$/m.exec(subject)?.[1] ?? '';
}

function between(text: string, what: string): string {
  const found = new RegExp(`-----BEGIN ${what}-----[\\s\\S]*?-----END ${what}-----\\n`).exec(text)?.[0];
  if (found === undefined) throw new Error(`no ${what}`);
  return found;
}
