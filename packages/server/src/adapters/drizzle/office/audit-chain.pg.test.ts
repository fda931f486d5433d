import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AWKWARD } from '../../../testing/fill-office.ts';
import { testDatabases } from '../../../testing/test-databases.ts';
import type { Database } from '../../database.ts';
import { auditLog } from '../schema/index.ts';
import { appendAuditLine, appendAuditLines, DrizzleAuditLog } from './drizzle-audit-log.ts';
import { verifyAuditChain } from './verify-audit-chain.ts';

const entry = (number: number) => ({
  at: `2026-11-20T09:00:00.${String(100 + number)}Z`,
  actor: 'amina',
  act: 'rule:create',
  subject: AWKWARD,
  detail: { b: number, a: [AWKWARD, 1.5e-9, null], nested: { z: 1, y: 2 } },
});

describe.each(testDatabases())('the audit log on $name', ({ open }) => {
  let database: Database;
  let log: DrizzleAuditLog;
  beforeAll(async () => {
    database = await open();
    log = new DrizzleAuditLog(database);
  });
  afterAll(() => database.close());

  /** What somebody with all rights on the database can do. */
  const tamper = async (statement: ReturnType<typeof sql>, work: () => Promise<void>): Promise<void> => {
    await database
      .transaction(async (queries) => {
        await queries.execute(sql`alter table audit_log disable trigger audit_log_append_only`);
        await queries.execute(statement);
        await queries.execute(sql`alter table audit_log enable trigger audit_log_append_only`);
        tampered = queries;
        await work();
        throw new Error('as it was');
      })
      .catch((error: unknown) => {
        if (!(error instanceof Error) || error.message !== 'as it was') throw error;
      });
  };
  let tampered: Parameters<Parameters<Database['transaction']>[0]>[0];

  it('[X5] is a chain, also when many write at once and some of them give up', async () => {
    expect(await verifyAuditChain(database.queries)).toEqual({ ok: true, lines: 0, last: undefined });
    await Promise.all(
      Array.from({ length: 30 }, async (_, number) => {
        if (number % 5 === 4)
          await database
            .transaction(async (queries) => {
              await appendAuditLine(queries, entry(number));
              throw new Error('changed my mind');
            })
            .catch(() => undefined);
        else await log.append(entry(number));
      }),
    );
    const lines = await database.queries.select().from(auditLog).orderBy(auditLog.seq);
    expect(lines).toHaveLength(24);
    expect(lines[0]?.detail).toMatchObject({ a: [AWKWARD, 1.5e-9, null] });
    expect(await verifyAuditChain(database.queries)).toEqual({
      ok: true,
      lines: 24,
      last: { seq: lines.at(-1)?.seq, hash: lines.at(-1)?.hash },
    });
  });

  it('[X5] takes several lines of one act in their order', async () => {
    const lines = [30, 31, 32].map((number) => ({ ...entry(number), subject: `line ${String(number)}` }));
    await database.transaction((queries) => appendAuditLines(queries, lines));
    await database.transaction((queries) => appendAuditLines(queries, []));
    const found = await database.queries.select().from(auditLog).orderBy(auditLog.seq);
    expect(found.slice(-3).map(({ subject, detail }) => [subject, detail])).toEqual(
      lines.map(({ subject, detail }) => [subject, detail]),
    );
    expect(await verifyAuditChain(database.queries)).toMatchObject({ ok: true, lines: 27 });
  });

  it('[X5] shows the first line that was changed, removed or put in', async () => {
    const lines = await database.queries.select().from(auditLog).orderBy(auditLog.seq);
    const [, second, third, fourth] = lines;
    const last = lines.at(-1);
    if (second === undefined || third === undefined || fourth === undefined || last === undefined)
      throw new Error('too few lines');
    const { seq } = third;
    const changes = [
      sql`update audit_log set actor = 'x' where seq = ${seq}`,
      sql`update audit_log set at = at + interval '1 ms' where seq = ${seq}`,
      sql`update audit_log set subject = '' where seq = ${seq}`,
      sql`update audit_log set act = 'rule:delete' where seq = ${seq}`,
      sql`update audit_log set detail = detail || '{"c": 1}' where seq = ${seq}`,
      sql`update audit_log set hash = repeat('1', 64) where seq = ${seq}`,
    ];
    for (const change of changes)
      await tamper(change, async () => {
        expect(await verifyAuditChain(tampered)).toEqual({ ok: false, seq, fault: 'changed' });
      });
    await tamper(sql`delete from audit_log where seq = ${seq}`, async () => {
      expect(await verifyAuditChain(tampered)).toEqual({
        ok: false,
        seq: fourth.seq,
        fault: 'does not follow',
      });
    });
    // Lines cut off at the end leave a whole chain: only a hash that was noted elsewhere shows it.
    const anchor = { seq: last.seq, hash: last.hash };
    expect(await verifyAuditChain(database.queries, anchor)).toMatchObject({ ok: true });
    await tamper(sql`delete from audit_log where seq >= ${seq}`, async () => {
      expect(await verifyAuditChain(tampered)).toMatchObject({ ok: true, lines: 2 });
      expect(await verifyAuditChain(tampered, anchor)).toEqual({
        ok: false,
        seq: last.seq,
        fault: 'not as noted',
      });
    });
    expect(await verifyAuditChain(database.queries, { seq, hash: second.hash })).toEqual({
      ok: false,
      seq,
      fault: 'not as noted',
    });
  });

  it('[X5] cannot fork: a second line behind the same one is refused', async () => {
    const twin = sql`insert into audit_log (at, actor, act, subject, detail, previous_hash, hash)
      select at, actor, act, subject, detail, previous_hash, hash from audit_log order by seq desc limit 1`;
    await expect(Promise.resolve(database.queries.execute(twin))).rejects.toMatchObject({
      cause: { code: '23505' },
    });
  });
});
