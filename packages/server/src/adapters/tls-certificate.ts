import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { CertificateFiles } from '../config.ts';
import { StartRefused } from '../start-refused.ts';

/** A certificate and its key, as PEM. */
export interface TlsCertificate {
  /** With the intermediate ones, if there are any. */
  readonly cert: string;
  readonly key: string;
  /** After this moment no browser accepts it. */
  readonly validToMs: number;
}

/** @throws StartRefused CERTIFICATE when a file cannot be read, is none, or the two do not belong together */
export function readCertificate(files: CertificateFiles): TlsCertificate {
  const cert = read(files.certFile);
  const key = read(files.keyFile);
  const certificate = parse(files.certFile, 'certificate', () => new X509Certificate(cert));
  const privateKey = parse(files.keyFile, 'private key', () => createPrivateKey(key));
  // Found here, or each phone would find it at its handshake and the operator would hear nothing.
  if (!certificate.checkPrivateKey(privateKey))
    throw new StartRefused('CERTIFICATE', `The key in ${files.keyFile} is not the key of ${files.certFile}.`);
  return { cert, key, validToMs: Date.parse(certificate.validTo) };
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new StartRefused('CERTIFICATE', `Cannot read ${file} (${code}).`, { cause: error });
  }
}

function parse<Parsed>(file: string, what: string, parsed: () => Parsed): Parsed {
  try {
    return parsed();
  } catch (error) {
    throw new StartRefused(
      'CERTIFICATE',
      `There is no ${what} in ${file}; PEM without a passphrase is wanted.`,
      {
        cause: error,
      },
    );
  }
}
