/** What a context of the app does first with an account's database. */
import type { DeviceId } from '@fieldsync/protocol';
import type { EngineStore } from './ports.ts';

/**
 * The device's id: minted once with the database. A phone restored from a backup keeps it, a cleared one is a new device.
 *
 * Also lifts the hold of a build that was too old: the one that starts now may be another. If it is not, the office says
 * so again, at the price of one request; if the hold stayed, no update would ever end it.
 */
export async function beginBuild(store: EngineStore, mint: () => DeviceId): Promise<DeviceId> {
  return store.write(async (tx) => {
    const pauses = (await tx.getMeta('pauses')) ?? [];
    if (pauses.some((pause) => pause.reason === 'update'))
      await tx.putMeta(
        'pauses',
        pauses.filter((pause) => pause.reason !== 'update'),
      );
    const known = await tx.getMeta('device');
    if (known !== undefined) return known;
    const device = mint();
    await tx.putMeta('device', device);
    return device;
  });
}
