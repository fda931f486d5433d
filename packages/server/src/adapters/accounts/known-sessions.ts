/** Phones of a large office. What is forgotten is checked by the library again. */
const MOST = 10_000;
/** Ours is about 120 characters. Whoever adds more of their own to it takes no more memory here. */
const LONGEST_COOKIE = 512;

/**
 * Cookies whose signature the accounts library has checked in this process, with the session that each names. Whether that
 * session still is one is read from the database every time, so that nothing outlives a sign-out; only the signature is taken on
 * trust, and the library's way to it, which cost as much as judging a hundred records.
 */
export class KnownSessions {
  readonly #tokens = new Map<string, string>();

  /** @param token of the session that the library found by this cookie */
  note(cookie: string, token: string): void {
    if (cookie.length > LONGEST_COOKIE) return;
    this.#tokens.set(cookie, token);
    for (const oldest of this.#tokens.keys()) {
      if (this.#tokens.size <= MOST) break;
      this.#tokens.delete(oldest);
    }
  }

  /** The session that is named by this cookie; undefined: ask the library. */
  tokenOf(cookie: string): string | undefined {
    return this.#tokens.get(cookie);
  }

  forget(cookie: string): void {
    this.#tokens.delete(cookie);
  }
}
