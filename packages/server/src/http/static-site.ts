/** One file of the web app, whole in memory: the exported app is about 1 MB, and a page never mixes two builds. */
export interface StaticFile {
  readonly contentType: string;
  /** Quoted, of the plain bytes. */
  readonly etag: string;
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly br?: Uint8Array<ArrayBuffer>;
  readonly gzip?: Uint8Array<ArrayBuffer>;
  /** Hashes of the inline scripts of a page, as `'sha256-…'`; absent for what is no page. */
  readonly scriptHashes?: readonly string[];
}

/** By path below the root, with a leading slash: `/assess/index.html`. */
export type StaticSite = ReadonlyMap<string, StaticFile>;

export type Found =
  | { readonly kind: 'file'; readonly path: string; readonly file: StaticFile }
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'missing'; readonly file: StaticFile | undefined };

/** A path is looked up, never joined to a folder, so that no spelling of `..` leads anywhere. */
export function findStatic(site: StaticSite, path: string): Found {
  const exact = path.endsWith('/') ? `${path}index.html` : path;
  const file = site.get(exact);
  if (file !== undefined) return { kind: 'file', path: exact, file };
  // Pages are folders; their links and the service worker's copies end in a slash.
  if (site.has(`${path}/index.html`)) return { kind: 'redirect', to: `${path}/` };
  return { kind: 'missing', file: site.get('/404.html') };
}
