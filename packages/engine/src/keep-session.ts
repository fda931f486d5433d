import { radioOf } from './core/energy.ts';
import { costsMoney } from './core/link-cost.ts';
import { preferencesOf } from './core/preferences.ts';
import {
  DAY_MS,
  DAYS_KEPT,
  historyRow,
  NOTHING_USED,
  SESSIONS_KEPT,
  withSession,
} from './core/session-history.ts';
import type { Radio, SessionRow } from './core/stored.ts';
import type { StoreReader, StoreWriter } from './ports.ts';

/** Files a session that has ended: its row in the history, its share of the day's sums. */
export async function keepSession(tx: StoreWriter, session: SessionRow, now: number): Promise<void> {
  const [newest] = await tx.listSessions(1);
  const row = historyRow(session, newest);
  if (row !== undefined) {
    await tx.putSession(row);
    await tx.pruneSessions({ keep: SESSIONS_KEPT, before: now - DAYS_KEPT * DAY_MS });
  }
  await tx.putMeta('usage', withSession((await tx.getMeta('usage')) ?? NOTHING_USED, session));
}

/** What a session that begins now knows of the link it goes out over. */
export async function readLink(
  tx: StoreReader,
): Promise<{ readonly radio: Radio; readonly metered: boolean; readonly lastAt: number }> {
  const type = (await tx.getMeta('connectivity'))?.connectionType ?? 'unknown';
  const network = (await tx.getMeta('network')) ?? { type, saveData: false, at: 0 };
  return {
    radio: radioOf(network.type, await tx.getMeta('link')),
    metered: costsMoney(network, preferencesOf(await tx.getMeta('preferences')).costly),
    lastAt: (await tx.getMeta('usage'))?.lastAt ?? 0,
  };
}
