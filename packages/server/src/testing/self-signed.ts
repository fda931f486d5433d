import { generate } from 'selfsigned';

export interface SelfSigned {
  readonly cert: string;
  readonly key: string;
}

/** A certificate for this machine that nobody trusts, made anew each time so that no key lies in the repository. */
export async function makeSelfSigned(): Promise<SelfSigned> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { cert, key };
}
