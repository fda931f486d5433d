/** What a context of the app does first with an account's database. */
import type { DeviceId } from '@fieldsync/protocol';
import type { RecordState } from './core/stored.ts';
import type { EngineStore, StoreWriter } from './ports.ts';

/**
 * The device's id: minted once with the database. A phone restored from a backup keeps it, a cleared one is a new device.
 *
 * Also lifts the hold of a build that was too old: the one that starts now may be another. If it is not, the office says
 * so again, at the price of one request; if the hold stayed, no update would ever end it.
 *
 * And counts the records once, in a database of a build that kept no totals; and asks for everything once, in one with
 * conflicts of a build that did not hear of decisions: its cursor may have passed them [K2].
 */
export async function beginBuild(store: EngineStore, mint: () => DeviceId): Promise<DeviceId> {
  return store.write(async (tx) => {
    const pauses = (await tx.getMeta('pauses')) ?? [];
    if (pauses.some((pause) => pause.reason === 'update'))
      await tx.putMeta(
        'pauses',
        pauses.filter((pause) => pause.reason !== 'update'),
      );
    if ((await tx.getMeta('recordTotals')) === undefined) await beginTotals(tx);
    if ((await tx.getMeta('decided')) === undefined) {
      await tx.putMeta('decided', []);
      if (((await tx.getMeta('counts'))?.conflict ?? 0) > 0) await tx.putMeta('cursor', null);
    }
    const known = await tx.getMeta('device');
    if (known !== undefined) return known;
    const device = mint();
    await tx.putMeta('device', device);
    return device;
  });
}

async function beginTotals(tx: StoreWriter): Promise<void> {
  const count = (state: RecordState): Promise<number> => tx.countRecords(state);
  await tx.putMeta('recordTotals', {
    phone: (await count('phone')) + (await count('sending')),
    office: await count('office'),
    needs: await count('needs'),
    conflict: await count('conflict'),
  });
  /* The one that the office acknowledged last is among the newest. */
  const latest = await tx.listRecords({ state: 'office', limit: 20 });
  const lastAt = Math.max(0, ...latest.map((record) => record.officeAt ?? 0));
  if (lastAt > 0) await tx.putMeta('lastOfficeAt', lastAt);
}
