import { paths } from '@fieldsync/protocol';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { create, healthData, record } from '../testing/operations.ts';
import { testDatabases } from '../testing/test-databases.ts';
import { exchangeAs } from '../testing/test-exchange.ts';
import type { TestOffice, TestPerson } from '../testing/test-office.ts';
import { envelope, openTestOffice } from '../testing/test-office.ts';
import { isSigned, WebhookReceiver } from '../testing/webhook-receiver.ts';

interface Jobs {
  readonly items: readonly {
    id: number;
    kind: string;
    state: string;
    attempts: number;
    error: string | null;
  }[];
  readonly counts: Readonly<Record<string, number>>;
}

const cholera = healthData({ commonHealthIssues: ['CHOLERA'], peopleAffected: 900 });

describe.each(testDatabases())('webhooks on $name', (database) => {
  let office: TestOffice;
  let admin: TestPerson;
  let amina: TestPerson;
  let receiver: WebhookReceiver;
  let url: string;
  beforeAll(async () => {
    office = await openTestOffice(database);
    admin = await office.as('admin');
    amina = await office.as('amina');
  });
  afterAll(() => office.close());
  beforeEach(async () => {
    await office.forgetRecords();
    await office.database.queries.execute(sql`truncate webhooks`);
    receiver = new WebhookReceiver();
    url = await receiver.open();
  });
  afterEach(() => receiver.close());

  const dataOf = async <Data>(reply: Response): Promise<Data> => {
    const body = await envelope(reply);
    if (!body.success) throw new Error(JSON.stringify(body.error));
    return body.data as Data;
  };
  const subscribe = async (events: readonly string[] = ['record.critical']) =>
    dataOf<{ id: string; secret: string }>(await admin.send('POST', paths.webhooks, { url, events }));
  const list = async () =>
    (await dataOf<{ items: Record<string, unknown>[] }>(await admin.get(paths.webhooks))).items;
  const jobs = async (query = ''): Promise<Jobs> => dataOf<Jobs>(await admin.get(`${paths.jobs}${query}`));
  /** Looks until it is so: what a receiver was sent is noted a moment after it answered. */
  const until = async <Seen>(look: () => Promise<Seen>, is: (seen: Seen) => boolean): Promise<Seen> => {
    for (;;) {
      const seen = await look();
      if (is(seen)) return seen;
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const stateOf = (kind: string) => async () => (await jobs()).items.find((job) => job.kind === kind)?.state;

  it('tells who asked for it of a critical record, signed, with no answer of it', async () => {
    const { secret } = await subscribe();
    await exchangeAs(amina, { operations: [create(1, 1, cholera)] });
    await receiver.called(1);
    const [got] = receiver.received;
    if (got === undefined) throw new Error('nothing was received');
    expect(isSigned(got, secret)).toBe(true);
    expect(JSON.parse(got.body)).toMatchObject({
      type: 'record.critical',
      data: {
        recordId: record(1),
        record: { band: 'CRITICAL', sector: 'HEALTH', from: { name: 'Amina Bukar' } },
      },
    });
    expect(got.body).not.toContain('commonHealthIssues');
    await until(stateOf('webhook:deliver'), (state) => state === 'done');
    expect(await list()).toMatchObject([{ url, failures: 0, lastError: null, isActive: true }]);
  });

  it('leaves no job for what nobody asked for', async () => {
    await subscribe(['conflict.opened']);
    await exchangeAs(amina, { operations: [create(1, 1, cholera)] });
    expect((await jobs()).items).toEqual([]);
  });

  it('tries again what did not get through, says why, and sends the same id', async () => {
    await subscribe();
    receiver.answers.push({ status: 500 });
    await exchangeAs(amina, { operations: [create(1, 1, cholera)] });
    const failed = await until(list, (items) => items[0]?.['failures'] === 1);
    expect(failed).toMatchObject([{ lastError: 'answered with 500' }]);
    const waiting = await until(jobs, ({ items }) => items.some(({ error }) => error !== null));
    expect(waiting.items[0]).toMatchObject({
      kind: 'webhook:deliver',
      state: 'waiting',
      error: 'the receiver answered with 500',
    });
    await office.database.queries.execute(
      sql`update job_outbox set not_before = null where state = 'waiting'`,
    );
    office.opened.app.bus.publish({ kind: 'jobs' });
    await receiver.called(2);
    const [first, second] = receiver.received;
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    expect(await until(list, (items) => items[0]?.['failures'] === 0)).toMatchObject([{ lastError: null }]);
  });

  it('follows no redirect', async () => {
    await subscribe();
    receiver.answers.push({ status: 307, location: `${url}/elsewhere` });
    await exchangeAs(amina, { operations: [create(1, 1, cholera)] });
    const failed = await until(list, (items) => items[0]?.['failures'] === 1);
    expect(failed).toMatchObject([{ lastError: 'answered with 307' }]);
    expect(receiver.received).toHaveLength(1);
  });

  it('a test is sent at once, and its answer is told', async () => {
    const { id, secret } = await subscribe();
    const test = async () => dataOf<unknown>(await admin.send('POST', `${paths.webhooks}/${id}/test`));
    expect(await test()).toMatchObject({ delivered: true, status: 204, problem: null });
    const [got] = receiver.received;
    expect(got !== undefined && isSigned(got, secret)).toBe(true);
    expect(JSON.parse(got?.body ?? '')).toMatchObject({ type: 'webhook.test' });
    receiver.answers.push({ status: 410 });
    expect(await test()).toMatchObject({ delivered: false, status: 410, problem: 'answered with 410' });
    expect(await list()).toMatchObject([{ failures: 1, lastError: 'answered with 410' }]);
    await receiver.close();
    expect(await test()).toMatchObject({
      delivered: false,
      status: null,
      problem: expect.stringContaining('could not be reached') as string,
    });
    expect((await jobs()).items).toEqual([]);
  });

  it('is changed in each part, and keeps what is not named', async () => {
    const { id } = await subscribe();
    const path = `${paths.webhooks}/${id}`;
    expect((await admin.send('PUT', path, { events: ['conflict.opened'] })).status).toBe(200);
    expect((await admin.send('PUT', path, { url: 'https://example.org/b' })).status).toBe(200);
    expect(await list()).toMatchObject([
      { url: 'https://example.org/b', events: ['conflict.opened'], isActive: true },
    ]);
    expect(await envelope(await admin.send('PUT', path, { url: 'ftp://example.org' }))).toMatchObject({
      error: { code: 'VALIDATION', field: 'url' },
    });
    expect((await admin.send('PUT', path, {})).status).toBe(422);
    const { rows } = await office.database.queries.execute(
      sql`select act from audit_log where subject = ${id} order by seq`,
    );
    expect(rows).toEqual([{ act: 'webhook:add' }, { act: 'webhook:change' }, { act: 'webhook:change' }]);
  });

  it('a failed job is seen by an administrator, who lets it be tried again', async () => {
    await subscribe();
    receiver.answers.push({ status: 410 });
    await exchangeAs(amina, { operations: [create(1, 1, cholera)] });
    await until(list, (items) => items[0]?.['failures'] === 1);
    await until(stateOf('webhook:deliver'), (state) => state === 'waiting');
    await office.database.queries.execute(
      sql`update job_outbox set state = 'failed' where state = 'waiting'`,
    );
    const { items, counts } = await jobs('?state=failed');
    expect(counts).toMatchObject({ failed: 1, stalled: 0 });
    const [failed] = items;
    expect(failed).toMatchObject({ kind: 'webhook:deliver', error: 'the receiver answered with 410' });
    expect((await admin.send('POST', `${paths.jobs}/${String(failed?.id)}/retry`)).status).toBe(200);
    await receiver.called(2);
    expect(JSON.parse(receiver.received[1]?.body ?? '')).toMatchObject({ type: 'record.critical' });
    const { rows } = await office.database.queries.execute(
      sql`select act from audit_log where act like 'job:%' or act like 'webhook:%' order by seq desc limit 1`,
    );
    expect(rows).toEqual([{ act: 'job:retry' }]);
    expect((await admin.send('POST', `${paths.jobs}/999999/retry`)).status).toBe(404);
  });

  it('all failed jobs of a kind are tried again at once, and no others', async () => {
    await subscribe();
    receiver.answers.push({ status: 410 }, { status: 410 });
    await exchangeAs(amina, { operations: [create(1, 1, cholera), create(2, 2, cholera)] });
    await until(jobs, ({ items }) => items.filter(({ error }) => error !== null).length === 2);
    await office.database.queries.execute(
      sql`update job_outbox set state = 'failed' where state = 'waiting' or kind = 'critical:arrived'`,
    );
    const retryAll = (kind: string) => admin.send('POST', `${paths.jobs}/retry`, { kind });
    expect(await dataOf(await retryAll('webhook:deliver'))).toEqual({ retried: 2 });
    await receiver.called(4);
    await until(jobs, ({ counts }) => counts['failed'] === 2 && counts['waiting'] === 0);
    const { rows } = await office.database.queries.execute(
      sql`select act, subject, detail from audit_log where act like 'job:%' order by seq desc limit 1`,
    );
    expect(rows).toEqual([{ act: 'job:retry-all', subject: 'webhook:deliver', detail: { retried: 2 } }]);
    expect(await dataOf(await retryAll('conflict:opened'))).toEqual({ retried: 0 });
    expect((await retryAll('everything')).status).toBe(422);
  });

  it('one that is paused or removed is not called, and a secret is shown once', async () => {
    const { id, secret } = await subscribe();
    expect(JSON.stringify(await list())).not.toContain(secret);
    expect((await admin.send('PUT', `${paths.webhooks}/${id}`, { isActive: false })).status).toBe(200);
    expect((await admin.send('POST', `${paths.webhooks}/${id}/test`)).status).toBe(404);
    await exchangeAs(amina, { operations: [create(1, 1, cholera)] });
    expect((await jobs()).items).toEqual([]);
    expect((await admin.send('DELETE', `${paths.webhooks}/${id}`)).status).toBe(200);
    expect((await admin.send('DELETE', `${paths.webhooks}/${id}`)).status).toBe(404);
    expect(await list()).toEqual([]);
    expect(receiver.received).toEqual([]);
  });

  it.each([
    [{ url: 'ftp://example.org', events: ['record.critical'] }, 'url'],
    [{ url: 'https://name:secret@example.org', events: ['record.critical'] }, 'url'],
    [{ url: 'nonsense', events: ['record.critical'] }, 'url'],
    [{ url: 'https://example.org', events: [] }, 'events'],
    [{ url: 'https://example.org', events: ['everything'] }, 'events.0'],
  ])('[X3] refuses %j and names %s', async (body, field) => {
    const reply = await admin.send('POST', paths.webhooks, body);
    expect(reply.status).toBe(422);
    expect(await envelope(reply)).toMatchObject({ error: { code: 'VALIDATION', field } });
  });

  it('[X3] an id that is none is not found', async () => {
    for (const path of [`${paths.webhooks}/nonsense`, `${paths.webhooks}/${record(1)}`])
      expect((await admin.send('PUT', path, { isActive: true })).status).toBe(404);
    expect((await admin.send('POST', `${paths.jobs}/nonsense/retry`)).status).toBe(422);
  });
});
