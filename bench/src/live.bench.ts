/**
 * From the first byte of a push to the event on a coordinator's screen, with many screens. Server, device and screens share
 * one process here, so that the times are upper bounds.
 * `npm run bench -- live`; `--viewers=1000`, `--pushes=50`.
 */
import { parseArgs } from 'node:util';
import { openLiveOffice } from './live/live-office.ts';
import { LiveViewers } from './live/live-viewers.ts';
import { makePushBatches } from './push/push-batches.ts';
import { PushClient } from './push/push-client.ts';
import { quantile } from './push/push-load.ts';

const { values } = parseArgs({
  options: { viewers: { type: 'string', default: '1000' }, pushes: { type: 'string', default: '50' } },
});
const viewers = Number(values.viewers);

const office = await openLiveOffice();
const begun = new Map<string, number>();
const times: number[] = [];
let awaited = 0;
let allSeen: () => void = () => undefined;
const screens = new LiveViewers((recordId, atMs) => {
  const since = begun.get(recordId);
  if (since === undefined) return;
  times.push(atMs - since);
  if (times.length === awaited) allSeen();
});
try {
  const { origin } = office;
  await screens.open(origin, await PushClient.signIn(origin, 'ibrahim'), viewers);
  const device = new PushClient(origin, await PushClient.signIn(origin, 'amina'));
  for (const operations of makePushBatches(
    { batches: Number(values.pushes), size: 1, firstSeed: 1 },
    Date.now(),
  )) {
    for (const { entityId } of operations) begun.set(entityId, performance.now());
    awaited += viewers;
    const seen = new Promise<void>((resolve) => (allSeen = resolve));
    await device.push(device.body(operations, { wantBytes: 0 }));
    await seen;
  }
  device.close();
  console.log(
    `${String(viewers)} screens, ${values.pushes} pushes: ${String(times.length)} events seen, half within ${quantile(times, 0.5).toFixed(0)} ms,` +
      ` 99 % within ${quantile(times, 0.99).toFixed(0)} ms, the last within ${Math.max(...times).toFixed(0)} ms`,
  );
} finally {
  screens.close();
  await office.close();
}
