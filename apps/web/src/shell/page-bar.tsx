'use client';
import type { ReactNode } from 'react';
import { AppBar } from '../components/app-bar.tsx';
import { ConnectivityIndicator } from '../components/connectivity-indicator.tsx';
import { useConnectivity } from '../sync/use-connectivity.ts';

/** The bar of a page, with the connection at its right, as on every page. */
export function PageBar({
  title,
  subtitle,
  backHref,
  lead,
  before,
  after,
}: {
  title: string;
  subtitle?: string | undefined;
  backHref?: string | undefined;
  lead?: ReactNode;
  /** Left of the connection. */
  before?: ReactNode;
  /** Right of the connection. */
  after?: ReactNode;
}) {
  const kind = useConnectivity();
  return (
    <AppBar
      title={title}
      subtitle={subtitle}
      backHref={backHref}
      lead={lead}
      trailing={
        <>
          {before}
          {kind === undefined ? null : <ConnectivityIndicator kind={kind} />}
          {after}
        </>
      }
    />
  );
}
