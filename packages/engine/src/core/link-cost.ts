import type { ConnectionType } from '@fieldsync/protocol';
import type { NetworkReading } from './readings.ts';

/**
 * Whether a connection costs money. By cost, not by transport: a metered hotspot is no Wi-Fi, an unlimited plan no mobile
 * data. The person's own word comes first, then the browser's; where neither says anything, mobile data costs.
 */
export function costsMoney(
  network: NetworkReading,
  costly: Readonly<Partial<Record<ConnectionType, boolean>>>,
): boolean {
  return costly[network.type] ?? network.metered ?? network.type === 'cellular';
}
