import { limits, paths, PROTOCOL_VERSION, REPLY_HEADER } from '@fieldsync/protocol';
import { sql } from 'drizzle-orm';
import { deflateSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { exampleHeartbeat as heartbeat } from '../testing/example-heartbeat.ts';
import { create, device, healthData, record, remove, update } from '../testing/operations.ts';
import { testDatabases } from '../testing/test-databases.ts';
import { exchangeAs, exchangeBody } from '../testing/test-exchange.ts';
import type { TestOffice, TestPerson } from '../testing/test-office.ts';
import { envelope, openTestOffice } from '../testing/test-office.ts';

describe.each(testDatabases())('POST /api/v1/sync on $name', (on) => {
  let office: TestOffice;
  let amina: TestPerson;
  beforeAll(async () => {
    office = await openTestOffice(on, { maxExchanges: 1 });
    amina = await office.as('amina');
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await office.forgetRecords();
  });
  afterAll(() => office.close());

  const count = async (table: string): Promise<number> => {
    const { rows } = await office.database.queries.execute<{ n: number | string }>(
      sql`select count(*) as n from ${sql.identifier(table)}`,
    );
    return Number(rows[0]?.n);
  };
  const post = (body: Buffer | string, headers: Record<string, string> = {}): Promise<Response> =>
    office.request(paths.exchange, {
      method: 'POST',
      headers: { cookie: amina.cookie, 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : Uint8Array.from(body),
    });

  it('[S1] a batch whose reply was lost is sent again and changes nothing', async () => {
    const operations = [create(1, 1), update(2, 1, 1, { numberHealthFacilities: 3 }), create(3, 2)];
    const lost = await exchangeAs(amina, { operations });
    const again = await exchangeAs(amina, { operations });
    expect(again.verdicts).toEqual(lost.verdicts?.map((original) => ({ status: 'duplicate', original })));
    expect(await count('operations')).toBe(3);
    expect(await count('records')).toBe(2);
  });

  it('[S1] the same batch from two requests at once takes effect once', async () => {
    const operations = [create(1, 1), create(2, 2)];
    const both = await Promise.all([exchangeAs(amina, { operations }), exchangeAs(amina, { operations })]);
    expect(both.map(({ verdicts }) => verdicts?.[0]?.status).sort()).toEqual(['applied', 'duplicate']);
    expect(await count('operations')).toBe(2);
  });

  it('[S5] one poison among fifty is rejected by name, and the others are applied', async () => {
    const operations: unknown[] = Array.from({ length: 50 }, (_, n) => create(n + 1, n + 1));
    operations[20] = { ...create(21, 21), data: { ...healthData(), additionalDetails: 'nul\0' } };
    const { verdicts } = await exchangeAs(amina, { operations });
    expect(verdicts?.[20]).toMatchObject({ status: 'rejected', field: 'additionalDetails' });
    expect(verdicts?.filter(({ status }) => status === 'applied')).toHaveLength(49);
    expect(await count('records')).toBe(49);
  });

  it('[S5] a value that no schema ever looks at before the database cannot fail the batch', async () => {
    await exchangeAs(amina, { operations: [create(1, 1)] });
    const poison = { ...update(2, 1, 1, { additionalDetails: 'x' }), patch: { additionalDetails: '\ud800' } };
    const { verdicts } = await exchangeAs(amina, { operations: [poison, create(3, 3)] });
    expect(verdicts?.map(({ status }) => status)).toEqual(['rejected', 'applied']);
  });

  it('[S7] the verdicts reach the device even when nothing can be read back', async () => {
    vi.spyOn(office.opened.app.store, 'readChanges').mockRejectedValue(new Error('reading is broken'));
    const { reply, verdicts } = await exchangeAs(amina, { operations: [create(1, 1)], cursor: 'abc.7' });
    expect(verdicts).toEqual([{ status: 'applied', version: 1 }]);
    expect(reply.cursor).toBe('abc.7');
    expect(reply.changes).toBeUndefined();
  });

  it('[R1] brings changes up to the cursor, and from there only later ones', async () => {
    await exchangeAs(amina, { operations: [create(1, 1), create(2, 2)], wantBytes: 0 });
    const phone = { device: device(2) };
    const first = await exchangeAs(amina, phone);
    expect(first.reply.changes?.map(({ id }) => id)).toEqual([record(1), record(2)]);
    const idle = await exchangeAs(amina, { ...phone, cursor: first.reply.cursor });
    expect(idle.reply.changes).toBeUndefined();
    await exchangeAs(amina, { operations: [remove(3, 1, 1)] });
    const later = await exchangeAs(amina, { ...phone, cursor: idle.reply.cursor });
    expect(later.reply.changes).toMatchObject([{ id: record(1), version: 2, data: null }]);
  });

  it('does not send a device what it has just brought itself', async () => {
    const { reply } = await exchangeAs(amina, { operations: [create(1, 1)] });
    expect(reply.changes).toBeUndefined();
  });

  it('[R3] a field worker gets nobody else’s records', async () => {
    const yusuf = await office.as('yusuf');
    await exchangeAs(yusuf, { operations: [create(1, 1)], device: device(7) });
    const { reply } = await exchangeAs(amina, { device: device(2) });
    expect(reply.changes).toBeUndefined();
  });

  it('wantBytes 0 reads nothing and leaves the cursor where it was', async () => {
    await exchangeAs(amina, { operations: [create(1, 1)] });
    const quiet = await exchangeAs(amina, { device: device(2), wantBytes: 0 });
    expect(quiet.reply).toMatchObject({ cursor: '' });
    expect(quiet.reply.changes).toBeUndefined();
    const after = await exchangeAs(amina, { device: device(2), cursor: quiet.reply.cursor });
    expect(after.reply.restarted).toBeUndefined();
    expect(after.reply.changes).toHaveLength(1);
  });

  it('[P2] a sync that finds nothing is at most 300 bytes of body, both ways together', async () => {
    const start = await exchangeAs(amina);
    const config = start.reply.config?.version;
    const asked = JSON.stringify(exchangeBody({ cursor: start.reply.cursor, config }));
    const reply = await post(asked);
    const answered = await reply.text();
    expect(JSON.parse(answered)).toMatchObject({ success: true });
    expect(asked.length + answered.length).toBeLessThanOrEqual(300);
  });

  it('sends the config when the device has another version, and only then', async () => {
    const { reply } = await exchangeAs(amina);
    expect(reply.config?.rules.length).toBeGreaterThan(0);
    const again = await exchangeAs(amina, { config: reply.config?.version });
    expect(again.reply.config).toBeUndefined();
    const beside = await exchangeAs(amina, { wantBytes: 0 });
    expect(beside.reply.config).toBeUndefined();
  });

  it('ties a device to the account that brings it first', async () => {
    await exchangeAs(amina);
    const yusuf = await office.as('yusuf');
    const reply = await yusuf.send('POST', paths.exchange, exchangeBody({ operations: [create(1, 1)] }));
    expect(reply.status).toBe(403);
    expect(await envelope(reply)).toMatchObject({ error: { code: 'WRONG_ACCOUNT', field: 'device' } });
    expect(await count('records')).toBe(0);
  });

  it('a 401 touches nothing', async () => {
    const reply = await office.request(paths.exchange, {
      method: 'POST',
      body: JSON.stringify(exchangeBody({ operations: [create(1, 1)] })),
    });
    expect(reply.status).toBe(401);
    expect(reply.headers.get(REPLY_HEADER)).toBe(String(PROTOCOL_VERSION));
    expect([await count('records'), await count('devices'), await count('operations')]).toEqual([0, 0, 0]);
  });

  it('keeps the report of the device, and leaves a broken one aside [S5]', async () => {
    const { meta } = await exchangeAs(amina, {
      operations: [create(1, 1)],
      heartbeat: { ...heartbeat, appVersion: 7 },
    });
    expect(meta).toMatchObject({ refused: { heartbeat: { field: 'appVersion' } } });
    expect(await count('records')).toBe(1);
    await exchangeAs(amina, { heartbeat });
    const { rows } = await office.database.queries.execute<{ heartbeat: unknown; skewed: boolean }>(
      sql`select heartbeat, clock_skew_ms < 0 as skewed from devices`,
    );
    expect(rows).toEqual([{ heartbeat, skewed: true }]);
  });

  it.each([
    ['gzip', (body: Buffer) => gzipSync(body)],
    ['deflate', (body: Buffer) => deflateSync(body)],
  ])('reads %s', async (encoding, pack) => {
    const body = pack(Buffer.from(JSON.stringify(exchangeBody({ operations: [create(1, 1)] }))));
    const reply = await post(body, { 'content-encoding': encoding });
    expect(reply.status).toBe(200);
    expect(await count('records')).toBe(1);
  });

  it('compresses a long reply for who can read it, and leaves a short one alone', async () => {
    await exchangeAs(amina, { operations: Array.from({ length: 9 }, (_, n) => create(n + 1, n + 1)) });
    const asked = JSON.stringify(exchangeBody({ device: device(2) }));
    const long = await post(asked, { 'accept-encoding': 'br, gzip' });
    expect(long.headers.get('content-encoding')).toBe('gzip');
    const plain = gunzipSync(Buffer.from(await long.arrayBuffer())).toString('utf8');
    expect(JSON.parse(plain)).toMatchObject({ success: true });
    const short = await office.request(paths.connectivityTest, { headers: { 'accept-encoding': 'gzip' } });
    expect(short.headers.get('content-encoding')).toBeNull();
  });

  const deep = `${'['.repeat(limits.jsonDepth)}${']'.repeat(limits.jsonDepth)}`;
  it.each([
    [
      'a bomb',
      gzipSync(Buffer.alloc(50_000_000)),
      { 'content-encoding': 'gzip' },
      413,
      'TOO_LARGE',
      undefined,
    ],
    ['a huge body', Buffer.alloc(limits.compressedBodyBytes + 1, ' '), {}, 413, 'TOO_LARGE', undefined],
    ['brotli', Buffer.from('{}'), { 'content-encoding': 'br' }, 415, 'UNSUPPORTED_ENCODING', undefined],
    [
      'cut gzip',
      gzipSync(Buffer.from('{"v":1}')).subarray(0, 15),
      { 'content-encoding': 'gzip' },
      400,
      'MALFORMED',
      undefined,
    ],
    ['bad UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), {}, 400, 'MALFORMED', undefined],
    [
      'deep nesting',
      Buffer.from(JSON.stringify(exchangeBody()).replace('"config":0', `"config":${deep}`)),
      {},
      400,
      'MALFORMED',
      undefined,
    ],
    ['no JSON', Buffer.from('operations=1'), {}, 400, 'MALFORMED', undefined],
    [
      'a prototype key',
      Buffer.from(JSON.stringify(exchangeBody()).replace('{', '{"__proto__":{"role":"ADMIN"},')),
      {},
      400,
      'MALFORMED',
      '__proto__',
    ],
    [
      'NUL in the cursor',
      Buffer.from(JSON.stringify(exchangeBody({ cursor: 'a\0b' }))),
      {},
      400,
      'MALFORMED',
      'cursor',
    ],
    [
      'another version',
      Buffer.from(JSON.stringify(exchangeBody({ v: 99 }))),
      {},
      426,
      'UNSUPPORTED_VERSION',
      'v',
    ],
    [
      '201 operations',
      Buffer.from(JSON.stringify(exchangeBody({ operations: Array(201).fill(1) }))),
      {},
      413,
      'TOO_LARGE',
      'operations',
    ],
  ] as const)('[X3] refuses %s', async (_, body, headers, status, code, field) => {
    const reply = await post(body, headers);
    expect(reply.status).toBe(status);
    const said = await envelope(reply);
    expect(said).toMatchObject({ success: false, error: { code } });
    expect(said.success ? undefined : said.error.field).toBe(field);
    expect(await count('devices')).toBe(0);
  });

  it('tells a device to come back when the server is full, and whoever waited is served', async () => {
    const { store } = office.opened.app;
    const transact = store.transact.bind(store);
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    vi.spyOn(store, 'transact').mockImplementation(async (...args) => {
      await held;
      return transact(...args);
    });
    const readSession = vi.spyOn(office.opened.app.accounts, 'readSession');
    // One is worked on and four wait.
    const answers = Array.from({ length: 6 }, (_, n) =>
      amina.send('POST', paths.exchange, exchangeBody({ operations: [create(n + 1, n + 1)] })),
    );
    const turnedAway = await Promise.race(answers);
    expect(turnedAway.status).toBe(503);
    expect(Number(turnedAway.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await envelope(turnedAway)).toMatchObject({ error: { code: 'UNAVAILABLE' } });
    const asked = readSession.mock.calls.length;
    // From here on it costs nothing to be turned away, not even a look at the session.
    expect((await amina.send('POST', paths.exchange, exchangeBody())).status).toBe(503);
    expect(readSession.mock.calls.length).toBe(asked);
    letGo();
    const statuses = (await Promise.all(answers)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(5);
    expect((await exchangeAs(amina, { operations: [create(9, 9)] })).verdicts).toHaveLength(1);
  });

  it('a failure inside says nothing of itself but the name under which the log has it', async () => {
    vi.spyOn(office.opened.app.store, 'transact').mockRejectedValue(new Error('secret detail'));
    const reply = await amina.send('POST', paths.exchange, exchangeBody({ operations: [create(1, 1)] }));
    expect(reply.status).toBe(500);
    const text = await reply.text();
    expect(JSON.parse(text)).toMatchObject({ error: { code: 'INTERNAL' } });
    expect(text).not.toContain('secret detail');
  });
});
