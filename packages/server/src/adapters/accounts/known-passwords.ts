import { createHmac, randomBytes } from 'node:crypto';

/** A field office has a few dozen phones; the oldest are forgotten, and their next request costs a hash again. */
const KEPT = 1_000;

/**
 * Which passwords were seen to be right: an app that sends its password with each request would otherwise cost a slow hash
 * each time. Kept is a keyed hash over the account's stored hash and the password, under a key of this process alone: it
 * means nothing elsewhere, and nothing any more once the password is another.
 */
export class KnownPasswords {
  private readonly key = randomBytes(32);
  private readonly known = new Set<string>();

  has(storedHash: string, password: string): boolean {
    return this.known.has(this.nameOf(storedHash, password));
  }

  add(storedHash: string, password: string): void {
    this.known.add(this.nameOf(storedHash, password));
    if (this.known.size <= KEPT) return;
    const [oldest] = this.known;
    if (oldest !== undefined) this.known.delete(oldest);
  }

  private nameOf(storedHash: string, password: string): string {
    return createHmac('sha256', this.key)
      .update(JSON.stringify([storedHash, password]))
      .digest('base64');
  }
}
