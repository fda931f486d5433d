import type { Role } from '@fieldsync/protocol';
import { ROLES } from '@fieldsync/protocol';
import fc from 'fast-check';
import { pino } from 'pino';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HostileRequest } from '../testing/hostile/hostile-request.ts';
import { decentRequest, hostileRequest } from '../testing/hostile/hostile-request.ts';
import type { HostileCase } from '../testing/hostile/hostile-case.ts';
import type { Who } from '../testing/hostile/who.ts';
import { HOSTILE_CASES, routeOf } from '../testing/hostile/hostile-cases.ts';
import type { Judged } from '../testing/hostile/judge-reply.ts';
import { judgeReply } from '../testing/hostile/judge-reply.ts';
import { countRows, prepareOffice } from '../testing/hostile/prepare-office.ts';
import { basicOf } from '../testing/openrosa/collect-client.ts';
import { buildChild } from '../testing/spawn-child.ts';
import { testDatabases } from '../testing/test-databases.ts';
import type { TestOffice, TestPerson } from '../testing/test-office.ts';
import { openTestOffice } from '../testing/test-office.ts';
import type { Access } from './access-table.ts';
import { ACCESS } from './access-table.ts';

const SEED = 20_261_120;
/** Requests of a route by each who may use it, and by each who may not. */
const RUNS = { entitled: 72, others: 15 };
/** Requests to each route in one of three like rounds; by how much the heap may grow from the end of the first to that of the last. */
const ROUND = 8;
const KEPT_MB = 3;
const NAME_OF = { ASSESSOR: 'amina', RESPONDER: 'yusuf', COORDINATOR: 'ibrahim', ADMIN: 'admin' } as const;
const WHO: readonly Who[] = [...ROLES, 'nobody', 'forged'];

const [on] = testDatabases();
if (on === undefined) throw new Error('no database');
const database = on;

const isRole = (who: Who): who is Role => (ROLES as readonly string[]).includes(who);
const mayEnter = ({ who: allowed }: Access, who: Who): boolean =>
  allowed === 'anyone' || (isRole(who) && allowed.includes(who));

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const heapMb = (): number => {
  collect();
  return process.memoryUsage().heapUsed / 1e6;
};

describe('[X3] hostile input at every route', () => {
  let office: TestOffice;
  let people: ReadonlyMap<Who, TestPerson>;
  let leaving: ReadonlyMap<Role, TestPerson>;
  /** Lines of the log that say that something failed. */
  const complaints: string[] = [];
  const unhandled: unknown[] = [];
  const notice = (reason: unknown): void => void unhandled.push(reason);
  let requests = 0;

  beforeAll(async () => {
    process.on('unhandledRejection', notice);
    office = await openTestOffice(database, {
      codecThread: await buildChild('codec-thread'),
      intake: { patienceMs: 20, graceMs: 5 },
      signInsPerMinute: 100_000,
      log: pino({ level: 'error' }, { write: (line: string) => void complaints.push(line) }),
      postWebhook: () => Promise.resolve({ kind: 'answered', status: 204 }),
    });
    const signedIn = await Promise.all(ROLES.map((role) => office.as(NAME_OF[role])));
    await prepareOffice(office, signedIn);
    leaving = new Map(
      await Promise.all(ROLES.map(async (role) => [role, await office.as(NAME_OF[role])] as const)),
    );
    people = new Map<Who, TestPerson>([
      ...ROLES.map((role, index): [Who, TestPerson] => [role, signedIn[index] ?? office.person('')]),
      ['nobody', office.person('')],
      ['forged', office.person('fieldsync.session_token=forged.signature')],
    ]);
  });
  afterAll(async () => {
    process.off('unhandledRejection', notice);
    await office.close();
  });

  const ask = async (
    access: Access,
    hostile: HostileCase,
    who: Who,
    request: HostileRequest,
  ): Promise<Judged> => {
    const { path, headers, body } = request;
    // Who signs out is signed out for what follows.
    const person = hostile.endsSession === true && isRole(who) ? leaving.get(who) : people.get(who);
    const cookie = person?.cookie ?? '';
    const all = new Headers(
      access.by === 'basic' && isRole(who) ? { authorization: basicOf(NAME_OF[who]) } : { cookie },
    );
    for (const [name, value] of headers) all.append(name, value);
    requests += 1;
    const init = { method: access.method, headers: all, ...(body === undefined ? {} : { body }) };
    return judgeReply(await office.request(path, init), hostile);
  };

  const caseOf = (access: Access): HostileCase => {
    const hostile = HOSTILE_CASES[routeOf(access)];
    if (hostile === undefined) throw new Error(`${routeOf(access)} has no hostile case`);
    return hostile;
  };

  it('has a case for every route, and none for what is no route', () => {
    expect(Object.keys(HOSTILE_CASES).sort()).toEqual(ACCESS.map(routeOf).sort());
  });

  it.each(ACCESS)('$method $path', async (access) => {
    const hostile = caseOf(access);
    complaints.length = 0;
    const before = await countRows(office);
    const explained = new Map<string, number>();
    const explain = (judged: Judged): void => {
      const rows =
        judged.kind === 'data'
          ? hostile.adds?.(judged.data)
          : judged.kind === 'refused'
            ? hostile.refusedAdds
            : {};
      for (const [table, n] of Object.entries(rows ?? {}))
        explained.set(table, (explained.get(table) ?? 0) + n);
    };
    for (const [index, who] of WHO.entries()) {
      const entitled = mayEnter(access, who);
      const property = fc.asyncProperty(hostileRequest(access, hostile, who), async (request) => {
        const judged = await ask(access, hostile, who, request);
        explain(judged);
      });
      await fc.assert(property, {
        seed: SEED + index,
        numRuns: entitled ? (hostile.runs ?? RUNS.entitled) : RUNS.others,
      });
      if (!entitled) continue;
      // What the route takes is taken: without that, all of the above would be refused at the door.
      await fc.assert(
        fc.asyncProperty(decentRequest(access, hostile, who), async (request) =>
          explain(await ask(access, hostile, who, request)),
        ),
        { seed: SEED, numRuns: 3 },
      );
    }
    const after = await countRows(office);
    for (const [table, rows] of after) {
      const added = rows - (before.get(table) ?? 0);
      const most = explained.get(table) ?? 0;
      expect([table, added, Math.min(added, most)]).toEqual([table, added, added]);
    }
    expect(complaints).toEqual([]);
    expect(unhandled).toEqual([]);
  });

  it('keeps nothing of what it was sent', async () => {
    const round = async (): Promise<number> => {
      for (const access of ACCESS) {
        const hostile = caseOf(access);
        // A password's hash is slow, and keeps nothing that the others do not.
        if (hostile.runs !== undefined) continue;
        const property = fc.asyncProperty(hostileRequest(access, hostile, 'ADMIN'), async (request) => {
          await ask(access, hostile, 'ADMIN', request);
        });
        await fc.assert(property, { seed: SEED, numRuns: ROUND });
      }
      return heapMb();
    };
    const first = await round();
    await round();
    const last = await round();
    expect(last - first).toBeLessThan(KEPT_MB);
  });

  it('was asked ten thousand times', () => {
    expect(requests).toBeGreaterThan(10_000);
    expect(complaints).toEqual([]);
    expect(unhandled).toEqual([]);
  });
});
