/**
 * What an hour costs in which nothing is to be sent and nothing new is there: requests and bytes counted, joules by the model
 * of the engine's energy.ts. Beside it a page that asks every five minutes.
 * `npm run bench -- idle`; `--hours=24` looks further.
 */
import { parseArgs } from 'node:util';
import type { Radio } from '@fieldsync/engine/testing';
import { idleEngine, pollingHour, type IdleHour } from './idle/idle-phone.ts';

const { values } = parseArgs({ options: { hours: { type: 'string', default: '8' } } });
const hours = Number(values.hours);

/** Round trips as in the link profiles; Wi-Fi as a camp's. */
const links: readonly { readonly radio: Radio; readonly rttMs: number }[] = [
  { radio: 'edge', rttMs: 600 },
  { radio: '3g', rttMs: 300 },
  { radio: 'lte', rttMs: 70 },
  { radio: 'wifi', rttMs: 30 },
];

const cells = ({ requests, bytes, joules }: IdleHour): string =>
  `${String(requests)} | ${String(bytes)} | ${joules.toFixed(1)}`;

for (const visible of [true, false]) {
  console.log(`\n${visible ? 'The app is on the screen' : 'The app is open, but not on the screen'}`);
  console.log(
    '| radio | who | requests in the 1st hour | bytes | J | requests in the last hour | bytes | J |',
  );
  console.log('|---|---|--:|--:|--:|--:|--:|--:|');
  for (const { radio, rttMs } of links) {
    const seen = await idleEngine({ radio, rttMs, visible }, hours);
    const [first] = seen;
    const last = seen.at(-1);
    if (first === undefined || last === undefined) continue;
    const polling = pollingHour(radio, rttMs);
    console.log(`| ${radio} | engine | ${cells(first)} | ${cells(last)} |`);
    console.log(`| ${radio} | every 5 minutes | ${cells(polling)} | ${cells(polling)} |`);
  }
}
