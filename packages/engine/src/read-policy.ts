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
  return decidePolicy({
    now,
    manual,
    ignoreBackoff: ignoreBackoff && !officeAsked(await tx.getMeta('lastFailure')),
    settings: (await tx.getMeta('settings')) ?? DEFAULT_SETTINGS,
    preferences: preferencesOf(await tx.getMeta('preferences')),
    pauses: (await tx.getMeta('pauses')) ?? [],
    locked: await tx.isLocked(),
    power: await tx.getMeta('power'),
    network: await tx.getMeta('network'),
    pressure: await tx.getMeta('pressure'),
    visibility: await tx.getMeta('visibility'),
    notBefore: (await tx.getMeta('notBefore')) ?? 0,
  });
}
