import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { base32, bytesOfStep, digitsOf } from '../core/one-time-code.ts';

const SECRET_BYTES = 20;
const RECOVERY_CODES = 10;
/** 80 bits: sixteen letters. */
const RECOVERY_BYTES = 10;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * What the second factor keeps secret. Its two keys follow from the server's secret and are in no file and no backup: who has the
 * database alone can neither make codes nor guess at recovery codes.
 */
export class SecondFactorVault {
  private readonly sealing: Buffer;
  private readonly marking: Buffer;

  /** @param serverSecret what also signs sessions */
  constructor(serverSecret: string) {
    const key = (purpose: string): Buffer =>
      Buffer.from(hkdfSync('sha256', serverSecret, '', `fieldsync second factor: ${purpose}`, 32));
    this.sealing = key('secrets');
    this.marking = key('recovery codes');
  }

  /** 160 random bits, as RFC 4226 recommends. */
  makeSecret(): Buffer {
    return randomBytes(SECRET_BYTES);
  }

  /** Bound to the account: moved to another's row it does not open. @returns base64 of nonce, box and tag (AES-256-GCM) */
  seal(secret: Uint8Array, user: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.sealing, nonce).setAAD(Buffer.from(user));
    return Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]).toString(
      'base64',
    );
  }

  /** Undefined when it does not open: it was changed, is another account's, or the server has another secret now. */
  open(sealed: string, user: string): Buffer | undefined {
    const bytes = Buffer.from(sealed, 'base64');
    if (bytes.length !== NONCE_BYTES + SECRET_BYTES + TAG_BYTES) return undefined;
    const decipher = createDecipheriv('aes-256-gcm', this.sealing, bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    }).setAAD(Buffer.from(user));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
    } catch {
      return undefined;
    }
  }

  /** Ten of them, each sixteen letters in groups of four. */
  makeRecoveryCodes(): readonly string[] {
    return Array.from({ length: RECOVERY_CODES }, () =>
      base32(randomBytes(RECOVERY_BYTES)).replaceAll(/(.{4})(?!$)/g, '$1-'),
    );
  }

  /**
   * What is kept of a recovery code. A quick hash is enough for 80 random bits.
   * @param plain as `plainCode` gives it
   */
  markOf(plain: string, user: string): string {
    return createHmac('sha256', this.marking)
      .update(JSON.stringify([user, plain]))
      .digest('base64');
  }
}

/** The code of a step, of six digits. */
export function codeOf(secret: Uint8Array, step: number): string {
  return digitsOf(createHmac('sha1', secret).update(bytesOfStep(step)).digest());
}

/** In a time that does not tell where two texts part. */
export function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
