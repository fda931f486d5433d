import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeSelfSigned } from '../testing/self-signed.ts';
import { readCertificate } from './tls-certificate.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'certificate-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const file = (name: string, text?: string): string => {
  const path = join(folder, name);
  if (text !== undefined) writeFileSync(path, text);
  return path;
};

it('reads a pair, and until when it is good', async () => {
  const { cert, key } = await makeSelfSigned();
  const read = readCertificate({ certFile: file('cert.pem', cert), keyFile: file('key.pem', key) });
  expect(read).toMatchObject({ cert, key });
  expect(read.validToMs).toBeGreaterThan(Date.now());
});

it('refuses in one sentence what is not there, is none, or does not belong together', async () => {
  const one = await makeSelfSigned();
  const other = await makeSelfSigned();
  const certFile = file('cert.pem', one.cert);
  const keyFile = file('other.pem', other.key);
  const refusal = (certPath: string, keyPath: string): unknown => {
    try {
      return readCertificate({ certFile: certPath, keyFile: keyPath });
    } catch (error) {
      return error;
    }
  };
  expect(refusal(file('nowhere.pem'), keyFile)).toMatchObject({
    code: 'CERTIFICATE',
    message: `Cannot read ${file('nowhere.pem')} (ENOENT).`,
  });
  expect(refusal(keyFile, keyFile)).toMatchObject({
    message: `There is no certificate in ${keyFile}; PEM without a passphrase is wanted.`,
  });
  expect(refusal(certFile, certFile)).toMatchObject({
    message: `There is no private key in ${certFile}; PEM without a passphrase is wanted.`,
  });
  expect(refusal(certFile, keyFile)).toMatchObject({
    message: `The key in ${keyFile} is not the key of ${certFile}.`,
  });
});
