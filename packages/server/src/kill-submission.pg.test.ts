import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { basicOf } from './testing/openrosa/collect-client.ts';
import { filledForm, formPart, multipart } from './testing/openrosa/filled-form.ts';
import { ServerProcess } from './testing/server-process.ts';

const KILLS = 5;
const FORMS = 12;

let server: ServerProcess;
beforeAll(async () => {
  server = await ServerProcess.open();
});
afterAll(() => server.remove());

/** The status; undefined when the line broke off before it came. */
async function send(xml: string): Promise<number | undefined> {
  const { type, body } = multipart([formPart(xml)]);
  const headers = { 'content-type': type, authorization: basicOf('amina') };
  try {
    const reply = await fetch(`${server.origin}/openrosa/submission`, { method: 'POST', headers, body });
    await reply.text();
    return reply.status;
  } catch {
    return undefined;
  }
}

it(`[S1][S7] killed ${KILLS} times in the middle of submissions: each form that was said to be there is, none twice, and the repeat is told so`, async () => {
  let cutOff = 0;
  let told = 0;
  let usualMs = 200;
  for (let round = 0; round < KILLS; round += 1) {
    const forms = Array.from({ length: FORMS }, () => filledForm());
    // The password is looked at once in each process: after that the forms are what takes time.
    expect(await send(filledForm({ form: 'none' }))).toBe(404);
    const sent = forms.map(send);
    await pause((usualMs * (round + 1)) / KILLS);
    await server.kill();
    const answers = await Promise.all(sent);
    await server.start();
    const lost = answers.filter((status) => status === undefined).length;
    for (const status of answers) expect([201, undefined]).toContain(status);
    cutOff += lost;
    told += FORMS - lost;
    usualMs *= lost === 0 ? 0.7 : lost === FORMS ? 1.5 : 1;
    expect(await Promise.all(forms.map(send))).toEqual(forms.map(() => 201));
  }
  expect([cutOff > 0, told > 0]).toEqual([true, true]);

  await server.stop();
  const database = await PGlite.create(join(server.dataFolder, 'database'));
  const { rows } = await database.query<{ operations: number; records: number; versions: number }>(`
    select (select count(*)::int from operations) as operations, count(*)::int as records,
      max(version)::int as versions from records`);
  await database.close();
  expect(rows).toEqual([{ operations: KILLS * FORMS, records: KILLS * FORMS, versions: 1 }]);
}, 300_000);
