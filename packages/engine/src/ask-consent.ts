import { DEFAULT_PREFERENCES } from './core/preferences.ts';
import type { EngineStore } from './ports.ts';

/** Before anything can be sent: where the person was never asked, they have not agreed. */
export async function askConsent(store: EngineStore): Promise<void> {
  await store.write(async (tx) => {
    const asked = await tx.getMeta('preferences');
    if (asked === undefined) await tx.putMeta('preferences', { ...DEFAULT_PREFERENCES, syncConsent: false });
  });
}
