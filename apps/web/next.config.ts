import type { NextConfig } from 'next';
import { PHASE_DEVELOPMENT_SERVER } from 'next/constants.js';

/**
 * Pages are exported as static files, because every page must open with no network. Rewrites and headers
 * cannot be combined with an export, so they exist only while developing.
 */
export default function config(phase: string): NextConfig {
  const base: NextConfig = {
    trailingSlash: true,
    images: { unoptimized: true },
    reactStrictMode: true,
    // The id is written into every page. A fixed one per source state keeps unchanged pages byte-identical,
    // so a phone on a weak link does not fetch them again after an update that did not touch them.
    generateBuildId: () => process.env.BUILD_ID ?? 'dev',
    transpilePackages: ['@fieldsync/engine', '@fieldsync/protocol'],
    devIndicators: false,
  };
  if (phase !== PHASE_DEVELOPMENT_SERVER) return { ...base, output: 'export' };

  const api = process.env.API_ORIGIN ?? 'http://127.0.0.1:3200';
  return {
    ...base,
    skipTrailingSlashRedirect: true,
    rewrites: () => Promise.resolve([{ source: '/api/:path*', destination: `${api}/api/:path*` }]),
    headers: () =>
      Promise.resolve([
        { source: '/sw.js', headers: [{ key: 'cache-control', value: 'no-cache, no-store' }] },
      ]),
  };
}
