import type { Logger } from 'pino';
import { setTimeout as wait } from 'node:timers/promises';
import type { Service } from '../../services/service.ts';
import type { TlsCertificate } from '../tls-certificate.ts';

export interface CertificateKeeperParts {
  /** The certificate that fits now: the one in use, or another one when addresses have changed or its end is near. */
  readonly current: () => TlsCertificate;
  /** Puts it in use for connections that begin from now on. */
  readonly use: (certificate: TlsCertificate) => void;
  readonly log: Logger;
  readonly lookEachMs?: number;
}

/** A laptop gets another address whenever its network gives it one: phones must find it there without a restart. */
export class CertificateKeeper implements Service {
  readonly name = 'certificate keeper';
  private readonly parts: CertificateKeeperParts;
  private used: string;

  constructor(parts: CertificateKeeperParts, used: TlsCertificate) {
    this.parts = parts;
    this.used = used.cert;
  }

  async run(signal: AbortSignal): Promise<void> {
    const { lookEachMs = 60_000 } = this.parts;
    while (!signal.aborted) {
      await wait(lookEachMs, undefined, { signal }).catch(() => undefined);
      if (!signal.aborted) this.look();
    }
  }

  look(): void {
    const { current, use, log } = this.parts;
    try {
      const certificate = current();
      if (certificate.cert === this.used) return;
      use(certificate);
      this.used = certificate.cert;
      log.info('the certificate was renewed: this machine has other addresses, or its end was near');
    } catch (error) {
      log.error({ err: error }, 'the certificate could not be renewed');
    }
  }
}
