/** How a request says where it came from. All null for a client that is no browser. */
export interface RequestSource {
  readonly origin: string | null;
  readonly secFetchSite: string | null;
  /** The `Host` that it was sent to. */
  readonly host: string | null;
}

/**
 * Whether a request that changes something may be answered: another site's page must not use our cookie.
 *
 * `Sec-Fetch-Site` is written by the browser, compares what the browser itself asked for, and cannot be forged by a page; it
 * decides where it is sent. It is not sent over plain http in a local network, nor by old browsers: there `Origin`
 * decides. A client that sends neither has no one else's cookie to abuse.
 *
 * @param publicOrigin scheme, host and port by which browsers know this server; null when it is not configured, then
 * the host must be the one the request was sent to
 */
export function isSameOrigin(source: RequestSource, publicOrigin: string | null): boolean {
  const { origin, secFetchSite, host } = source;
  // `none` is the person's own doing: an address typed, a bookmark, a share.
  if (secFetchSite !== null) return secFetchSite === 'same-origin' || secFetchSite === 'none';
  if (origin === null) return true;
  if (publicOrigin !== null) return origin === publicOrigin;
  // Behind a proxy that ends TLS the scheme differs, so only the host is compared.
  return host !== null && hostOf(origin) === host.toLowerCase();
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
