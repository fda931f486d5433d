/// <reference lib="webworker" />
import { installFieldsyncWorker } from '@fieldsync/engine/worker';
import { REPLY_HEADER } from '@fieldsync/protocol';
import { Route, Serwist, type PrecacheEntry, type SerwistGlobalConfig } from 'serwist';

declare global {
  interface WorkerGlobalScope extends SerwistGlobalConfig {
    /** Written in by the build. */
    __SW_MANIFEST: (PrecacheEntry | string)[];
    __APP_VERSION: string;
  }
}
declare const self: ServiceWorkerGlobalScope;

// The engine's part: sync events, and `background/*` answered on the device. First, so that it sees its requests.
installFieldsyncWorker(self, { appVersion: self.__APP_VERSION });

const serwist = new Serwist({
  precacheEntries: self.__SW_MANIFEST,
  precacheOptions: {
    cleanupOutdatedCaches: true,
    concurrency: 6,
    // A portal answers 200 to everything: its page would be ours until the next version. Without this file no install ends.
    plugins: [
      {
        cacheWillUpdate: ({ response }) =>
          Promise.resolve(response.ok && response.headers.has(REPLY_HEADER) ? response : null),
      },
    ],
    // `?id=` on pages and `?_rsc=` on payloads name the same file.
    ignoreURLParametersMatching: [/.*/],
    directoryIndex: 'index.html',
    cleanURLs: false,
  },
  // A new version waits until the person says yes; then the page posts SKIP_WAITING.
  skipWaiting: false,
  // The first visit's page works with no signal, too, without being opened again.
  clientsClaim: true,
  navigationPreload: false,
  disableDevLogs: true,
  // The API is never answered from a cache: what a screen calls sent, the office has acknowledged [S7].
  runtimeCaching: [],
});

// A page that loaded while this worker took over asks to be claimed, too. One of a newer version keeps to the network: its payloads
// and its drain worker would be this one's.
self.addEventListener('message', (event) => {
  const asked = event.data as { type?: unknown; appVersion?: unknown } | null;
  if (asked?.type === 'CLAIM_CLIENTS' && asked.appVersion === self.__APP_VERSION)
    event.waitUntil(self.clients.claim());
});

const isOurs = ({ sameOrigin, url }: { sameOrigin: boolean; url: URL }): boolean =>
  sameOrigin && !url.pathname.startsWith('/api/');
const pageAt = (pathname: string): Promise<Response | undefined> =>
  serwist.matchPrecache(`${pathname.endsWith('/') ? pathname : `${pathname}/`}index.html`);

// Next's router sends `HEAD /page/` before it prefetches a link, and the precache answers GET only: without this each
// prefetch fails with no signal and costs a round trip with it.
serwist.registerRoute(
  new Route(
    isOurs,
    async ({ request, url }) => {
      const page = await pageAt(url.pathname);
      return page === undefined ? fetch(request) : new Response(null, { headers: page.headers });
    },
    'HEAD',
  ),
);

// Addresses that are no file of ours: `/records` is `/records/`, anything else the office may know, or nobody.
serwist.registerRoute(
  new Route(
    (match) => isOurs(match) && match.request.mode === 'navigate',
    async ({ request, url }) => {
      if (!url.pathname.endsWith('/') && (await pageAt(url.pathname)) !== undefined) {
        return Response.redirect(`${url.pathname}/${url.search}`, 302);
      }
      try {
        return await fetch(request);
      } catch {
        return (await pageAt('/404/')) ?? Response.error();
      }
    },
  ),
);

serwist.addEventListeners();
