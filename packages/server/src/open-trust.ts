/** Composition of the page from which devices get the certificate of the server's own authority. */
import { join } from 'node:path';
import type { LocalAuthority } from './adapters/authority/local-authority.ts';
import type { OwnNames } from './adapters/authority/private-names.ts';
import { privateNames } from './adapters/authority/private-names.ts';
import type { Listener } from './adapters/http-listener.ts';
import { listen } from './adapters/http-listener.ts';
import type { ServerConfig } from './config.ts';
import { createTrustApp } from './http/trust-app.ts';
import type { TrustFacts } from './http/trust-words.ts';

export interface OpenTrustOptions extends Pick<ServerConfig, 'host' | 'localHttps' | 'dataDirectory'> {
  /** Of the server itself. */
  readonly port: number;
  readonly authority: LocalAuthority;
}

/** At a port of its own, without https: devices cannot get it from the server that they do not trust yet. */
export async function openTrust(
  options: OpenTrustOptions,
): Promise<{ readonly listener: Listener; readonly facts: TrustFacts }> {
  const { host, localHttps, dataDirectory, port, authority } = options;
  const { der, fingerprint } = authority;
  const urls = (scheme: 'http' | 'https', at: number) => urlsOf(host, privateNames(), scheme, at);
  const app = createTrustApp({ der, fingerprint, serverUrls: () => urls('https', port) });
  const answer: Parameters<typeof listen>[0] = (request) => app.fetch(request);
  const listener = await listen(answer, { host, port: localHttps?.trustPort ?? 0 });
  const [pageUrl = ''] = urls('http', listener.port);
  const keyFolder = join(dataDirectory, 'https');
  return { listener, facts: { pageUrl, serverUrls: urls('https', port), fingerprint, keyFolder } };
}

/** Those of the machine, the office network's first, where it listens on all of them. */
function urlsOf(
  host: string,
  { names, addresses }: OwnNames,
  scheme: 'http' | 'https',
  port: number,
): string[] {
  const reachable = addresses.filter((address) => host === '::' || !address.includes(':'));
  const hosts = host === '0.0.0.0' || host === '::' ? [...reachable, ...names] : [host];
  return hosts.map((name) => `${scheme}://${name.includes(':') ? `[${name}]` : name}:${String(port)}`);
}
