import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PGlite } from '@electric-sql/pglite';
import type { ExchangeReply, Operation, Verdict } from '@fieldsync/protocol';
import {
  envelopeSchema,
  exchangeReplySchema,
  paths,
  PROTOCOL_VERSION,
  unpackVerdicts,
} from '@fieldsync/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { create, device, update } from './testing/operations.ts';
import { ServerProcess } from './testing/server-process.ts';

const SEED = 20_261_123;
const KILLS = 20;
const PHONES = [1, 2, 3];

/** mulberry32 */
function seededChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

let server: ServerProcess;
let cookie: string;
beforeAll(async () => {
  server = await ServerProcess.open();
  const signedIn = await fetch(server.origin + paths.signIn, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'amina@fieldsync.test', password: 'amina-in-bama' }),
  });
  cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
});
afterAll(() => server.remove());

/** The verdicts; undefined when the line broke off before they came. */
async function push(phone: number, operations: readonly Operation[]): Promise<Verdict[] | undefined> {
  let text: string;
  try {
    const reply = await fetch(server.origin + paths.exchange, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify({
        v: PROTOCOL_VERSION,
        device: device(phone),
        cursor: null,
        config: 0,
        operations,
        wantBytes: 0,
      }),
    });
    text = await reply.text();
  } catch {
    return undefined;
  }
  const envelope = envelopeSchema(exchangeReplySchema).parse(JSON.parse(text));
  if (!envelope.success) throw new Error(envelope.error.message);
  const reply: ExchangeReply = envelope.data;
  return reply.verdicts === undefined ? undefined : unpackVerdicts(operations, reply.verdicts);
}

/** 15 new records of one phone, and a change of each of the round before. */
function workOf(phone: number, round: number): Operation[] {
  const number = (of: number, index: number): number => (of * 10 + phone) * 100 + index;
  return Array.from({ length: 15 }, (_, index) => [
    create(number(round, index) * 10, number(round, index)),
    ...(round === 0
      ? []
      : [
          update(number(round, index) * 10 + 1, number(round - 1, index), 1, {
            additionalDetails: `round ${round}`,
          }),
        ]),
  ]).flat();
}

it(`[S1][S7] killed ${KILLS} times in the middle of pushes: what was acknowledged is there, nothing twice, and it opens each time`, async () => {
  const chance = seededChance(SEED);
  for (const phone of PHONES) await push(phone, workOf(phone, 0));
  /** About how long three pushes at once take; follows what is seen, so that most kills meet one under way. */
  let usualMs = 300;
  let cutOff = 0;

  for (let round = 1; round <= KILLS; round += 1) {
    const work = PHONES.map((phone) => workOf(phone, round));
    const sent = work.map((operations, index) => push(PHONES[index] ?? 0, operations));
    await pause(chance() * usualMs);
    await server.kill();
    const answers = await Promise.all(sent);
    await server.start();

    const lost = answers.filter((answer) => answer === undefined).length;
    cutOff += lost;
    usualMs *= lost === 0 ? 0.7 : lost === PHONES.length ? 1.2 : 1;

    for (const [index, operations] of work.entries()) {
      const verdicts = await push(PHONES[index] ?? 0, operations);
      const first = answers[index];
      for (const [place, verdict] of (verdicts ?? []).entries()) {
        const settled = verdict.status === 'duplicate' ? verdict.original : verdict;
        expect(settled.status).toBe('applied');
        // An answer was given: the repeat must find exactly that in the ledger.
        if (first !== undefined) expect(verdict).toEqual({ status: 'duplicate', original: first[place] });
      }
      expect(verdicts).toHaveLength(operations.length);
    }
  }
  expect(cutOff).toBeGreaterThan(KILLS / 4);

  await server.stop();
  const database = await PGlite.create(join(server.dataFolder, 'database'));
  const { rows } = await database.query<{ operations: number; records: number; wrong: number }>(`
    select (select count(*)::int from operations) as operations, (select count(*)::int from records) as records,
      (select count(*)::int from records r
        where version <> (select count(*) from operations o where o.record_id = r.id)) as wrong`);
  await database.close();
  const records = PHONES.length * 15 * (KILLS + 1);
  expect(rows).toEqual([{ operations: records + PHONES.length * 15 * KILLS, records, wrong: 0 }]);
}, 600_000);
