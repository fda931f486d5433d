import { DEFAULT_SETTINGS } from '@fieldsync/protocol';
import { officeAsked } from './core/office-asked.ts';
import { preferencesOf } from './core/preferences.ts';
import { decidePolicy, type PolicyDecision } from './core/sync-policy.ts';
import type { StoreReader } from './ports.ts';

/** Asks the policy with what is stored at this moment: in the transaction that prepares a request, nothing comes between. */
export async function readPolicy(
  tx: StoreReader,
  now: number,
  manual: boolean,
  ignoreBackoff = false,
): Promise<PolicyDecision> {
  const [
    lastFailure,
    settings,
    preferences,
    pauses,
    locked,
    notBefore,
    power,
    network,
    pressure,
    visibility,
  ] = await Promise.all([
    tx.getMeta('lastFailure'),
    tx.getMeta('settings'),
    tx.getMeta('preferences'),
    tx.getMeta('pauses'),
    tx.isLocked(),
    tx.getMeta('notBefore'),
    tx.getMeta('power'),
    tx.getMeta('network'),
    tx.getMeta('pressure'),
    tx.getMeta('visibility'),
  ]);
  return decidePolicy({
    now,
    manual,
    ignoreBackoff: ignoreBackoff && !officeAsked(lastFailure),
    settings: settings ?? DEFAULT_SETTINGS,
    preferences: preferencesOf(preferences),
    pauses: pauses ?? [],
    locked,
    power,
    network,
    pressure,
    visibility,
    notBefore: notBefore ?? 0,
  });
}
