import { GeneralName } from '@peculiar/asn1-x509';
import type { MadeCertificate } from '../adapters/authority/make-certificate.ts';
import { makeCertificate } from '../adapters/authority/make-certificate.ts';

export type SelfSigned = MadeCertificate;

/** A certificate for this machine that nobody trusts, made anew each time so that no key lies in the repository. */
export async function makeSelfSigned(): Promise<SelfSigned> {
  return makeCertificate({
    commonName: 'localhost',
    from: new Date(Date.now() - 60_000),
    to: new Date(Date.now() + 365 * 86_400_000),
    // Whoever is given it as an authority takes it.
    vouchesOnlyFor: [],
    names: [new GeneralName({ dNSName: 'localhost' }), new GeneralName({ iPAddress: '127.0.0.1' })],
  });
}
