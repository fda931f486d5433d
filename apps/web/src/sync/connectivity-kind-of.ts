import type { SyncState } from '@fieldsync/engine';
import type { ConnectivityKind } from '../components/connectivity-kind.ts';

/**
 * What the pill says. Quality is the office's round trip as measured, not the radio's own word; a weak mobile link is
 * not called 2G, because no browser says which mast it is on.
 */
export function connectivityKindOf(connectivity: SyncState['connectivity']): ConnectivityKind {
  const { cause, isOnline, connectionType, connectionQuality } = connectivity;
  if (cause === 'portal') return 'portal';
  if (cause === 'unreachable') return 'office-silent';
  if (cause === 'offline') return 'no-signal';
  if (!isOnline) return 'looking';
  const weak = connectionQuality === 'poor';
  switch (connectionType) {
    case 'wifi':
      return weak ? 'wifi-weak' : 'wifi';
    case 'ethernet':
      return 'wired';
    case 'cellular':
      return weak ? 'mobile-weak' : 'mobile';
    case 'unknown':
      return weak ? 'weak' : 'online';
  }
}
