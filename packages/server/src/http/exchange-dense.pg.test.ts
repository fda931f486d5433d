import {
  CODER_HEADER,
  DENSE_TYPE,
  envelopeSchema,
  exchangeReplySchema,
  limits,
  paths,
  TIMING_HEADER,
} from '@fieldsync/protocol';
import { beginChain, readFrameHead } from '@fieldsync/protocol/dense';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { zlibDeflater } from '../adapters/dense/zlib-deflater.ts';
import { NO_DENSE_CODING } from '../services/dense-coding.ts';
import { DenseSender } from '../testing/dense-sender.ts';
import { create, device, healthData, update } from '../testing/operations.ts';
import { buildChild } from '../testing/spawn-child.ts';
import { testDatabases } from '../testing/test-databases.ts';
import { exchangeAs, exchangeBody } from '../testing/test-exchange.ts';
import type { TestOffice, TestPerson } from '../testing/test-office.ts';
import { envelope, openTestOffice } from '../testing/test-office.ts';

const replyOf = (body: unknown) => {
  const parsed = envelopeSchema(exchangeReplySchema).parse(body);
  if (!parsed.success) throw new Error(parsed.error.message);
  return parsed.data;
};

describe.each(testDatabases())('dense bodies at POST /api/v1/sync on $name', (on) => {
  let office: TestOffice;
  let amina: TestPerson;
  let phone: DenseSender;
  beforeAll(async () => {
    const codecThread = await buildChild('codec-thread');
    office = await openTestOffice(on, { codecThread, intake: { patienceMs: 30_000, graceMs: 20 } });
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
  const statusOf = async (answer: Promise<Response>): Promise<number> => (await answer).status;

  it.each(['columns', 'mixing'] as const)(
    '[S1] %s: applied exactly once, however often it comes',
    async (coder) => {
      phone = new DenseSender(office, amina, coder);
      const operations = [create(1, 1), update(2, 1, 1, { numberHealthFacilities: 3 }), create(3, 2)];
      const answer = await phone.post(phone.frame({ operations }));
      expect(answer.status).toBe(200);
      expect(answer.headers.get(TIMING_HEADER)).toMatch(/^o;dur=\d+$/);
      expect(replyOf(await answer.json()).verdicts).toEqual({ judged: 3, except: [] });
      const again = await phone.post(phone.frame({ operations }));
      const { verdicts } = replyOf(await again.json());
      expect(verdicts?.except.map(([, { status }]) => status)).toEqual(Array(3).fill('duplicate'));
      expect([await count('operations'), await count('records')]).toEqual([3, 2]);
    },
  );

  it('[S2] the messages of a chain are read in its order, whichever is here first', async () => {
    phone = new DenseSender(office, amina);
    const frames = [
      phone.frame({ operations: [create(1, 1)] }),
      phone.frame({ operations: [create(2, 2)] }),
      phone.frame({ operations: [create(3, 3)] }),
    ];
    let finish = (): void => undefined;
    const [first = new Uint8Array()] = frames;
    const slow = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(first.slice(0, 20));
        finish = () => {
          controller.enqueue(first.slice(20));
          controller.close();
        };
      },
    });
    const slowly: RequestInit & { duplex: 'half' } = {
      method: 'POST',
      headers: { cookie: amina.cookie, 'content-type': DENSE_TYPE },
      body: slow,
      duplex: 'half',
    };
    const answers = [
      office.request(paths.exchange, slowly),
      ...frames.slice(1).map((frame) => phone.post(frame)),
    ];
    await vi.waitFor(() => expect(office.opened.app.coding.load().jobs).toBe(0));
    expect(await count('records')).toBe(0);
    finish();
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await count('records')).toBe(3);
  });

  it('[S1] one that goes on from what the server does not have is sent again as JSON', async () => {
    phone = new DenseSender(office, amina);
    phone.frame({ operations: [create(1, 1)] });
    const refused = await phone.post(phone.frame({ operations: [create(2, 2)] }));
    expect(refused.status).toBe(415);
    expect(await envelope(refused)).toMatchObject({ error: { code: 'UNSUPPORTED_ENCODING' } });
    expect(await count('records')).toBe(0);
    expect((await exchangeAs(amina, { operations: [create(2, 2)] })).verdicts).toHaveLength(1);
  });

  it('[R3] nobody can go on from another account’s chain', async () => {
    phone = new DenseSender(office, amina);
    expect(await statusOf(phone.post(phone.frame({ operations: [create(1, 1)] })))).toBe(200);
    const next = phone.frame({ operations: [create(2, 2)] });
    const yusuf = new DenseSender(office, await office.as('yusuf'));
    expect(await statusOf(yusuf.post(next))).toBe(415);
    expect(await statusOf(phone.post(next))).toBe(200);
  });

  it('[X4] a bomb is given up at its bound', async () => {
    const bomb = { v: 1, operations: Array(100).fill('well '.repeat(20_000)) };
    const frame = Uint8Array.from(beginChain('columns', zlibDeflater).encode(bomb));
    expect(frame.length * 400).toBeLessThan(JSON.stringify(bomb).length);
    const answer = await new DenseSender(office, amina).post(frame);
    expect([413, 415]).toContain(answer.status);
    expect(await count('devices')).toBe(0);
  });

  it('[X3] the bounds of a body hold, in whatever form it came', async () => {
    phone = new DenseSender(office, amina);
    const large = create(1, 1);
    const operations = [
      { ...large, data: { ...healthData(), notes: 'n'.repeat(limits.operationBytes) } },
      create(2, 2),
    ];
    const answer = await phone.post(phone.frame({ operations }));
    expect(replyOf(await answer.json()).verdicts?.except).toMatchObject([
      [0, { status: 'rejected', code: 'TOO_LARGE' }],
    ]);
    const many = Array.from({ length: limits.operationsPerExchange + 1 }, () => 1);
    expect(await statusOf(phone.post(phone.frame({ operations: many })))).toBe(413);
    const prototype: unknown = JSON.parse('{"v":1,"__proto__":{"role":"ADMIN"}}');
    const poisoned = Uint8Array.from(beginChain('columns', zlibDeflater).encode(prototype));
    expect(await statusOf(phone.post(poisoned))).toBe(400);
    expect(await statusOf(phone.post(phone.frame({ v: 99 })))).toBe(426);
    expect(await statusOf(phone.post(phone.frame(), { 'content-encoding': 'gzip' }))).toBe(415);
  });

  it('[X3] no garbage and no damaged frame is a failure of the server, or changes anything', async () => {
    phone = new DenseSender(office, amina);
    const seeds = ['columns', 'mixing'].map((coder) =>
      Uint8Array.from(
        beginChain(coder === 'mixing' ? 'mixing' : 'columns', zlibDeflater).encode(
          exchangeBody({ operations: [create(1, 1), create(2, 2)] }),
        ),
      ),
    );
    let state = 0x2545f491;
    const roll = (below: number): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    const statuses = new Set<number>();
    for (let round = 0; round < 400; round += 1) {
      const frame = Uint8Array.from(seeds[round % 2] ?? []);
      for (let flips = 1 + roll(4); flips > 0; flips -= 1) {
        const at = roll(frame.length);
        frame[at] = (frame[at] ?? 0) ^ (1 + roll(255));
      }
      const body = round % 5 === 0 ? frame.slice(0, roll(frame.length)) : frame;
      statuses.add(await statusOf(phone.post(body)));
    }
    for (let round = 0; round < 40; round += 1)
      statuses.add(await statusOf(phone.post(Uint8Array.from({ length: roll(200) }, () => roll(256)))));
    expect([...statuses].filter((status) => status !== 415 && status !== 413)).toEqual([]);
    expect([await count('records'), await count('devices')]).toEqual([0, 0]);
    expect(await statusOf(phone.post(seeds[0] ?? new Uint8Array()))).toBe(200);
  });

  it('a reply is dense for who takes it, when it is long enough', async () => {
    await exchangeAs(amina, { operations: Array.from({ length: 9 }, (_, n) => create(n + 1, n + 1)) });
    const ask = (parts: Record<string, unknown>, accept: string): Promise<Response> =>
      amina.send('POST', paths.exchange, exchangeBody(parts), { accept });
    const takes = `${DENSE_TYPE}, application/json`;
    const long = await ask({ device: device(2) }, takes);
    expect(long.headers.get('content-type')).toBe(DENSE_TYPE);
    const frame = new Uint8Array(await long.arrayBuffer());
    const head = readFrameHead(frame);
    const read = beginChain(head?.coder ?? 'columns', zlibDeflater).decode(frame, {
      maxBytes: 1e6,
      maxDepth: 16,
    });
    const reply = replyOf(read.ok ? read.value : undefined);
    expect(reply.changes).toHaveLength(9);
    const plain = await ask({ device: device(2) }, 'application/json');
    expect(plain.headers.get('content-type')).toMatch(/^application\/json/);
    expect(replyOf(await plain.json()).changes).toEqual(reply.changes);
    const short = await ask(
      { device: device(2), cursor: reply.cursor, config: reply.config?.version },
      takes,
    );
    expect(short.headers.get('content-type')).toMatch(/^application\/json/);
  });

  it('[P2] a sync that finds nothing is smaller still', async () => {
    const { reply } = await exchangeAs(amina);
    const idle = { cursor: reply.cursor, config: reply.config?.version };
    phone = new DenseSender(office, amina);
    const asked = phone.frame(idle);
    const answer = await phone.post(asked, { accept: DENSE_TYPE });
    const { byteLength } = await answer.arrayBuffer();
    expect(asked.length).toBeLessThan(JSON.stringify(exchangeBody(idle)).length);
    expect(asked.length + byteLength).toBeLessThanOrEqual(300);
  });

  it('asks for less work while others wait for their turn, and says nothing while there is time', async () => {
    const { coding } = office.opened.app;
    phone = new DenseSender(office, amina);
    const calm = await phone.post(phone.frame());
    expect(calm.headers.get(CODER_HEADER)).toBeNull();
    vi.spyOn(coding, 'load').mockReturnValue({ available: true, jobs: 6, chains: 0 });
    const busy = await phone.post(phone.frame(), { accept: DENSE_TYPE });
    expect(busy.headers.get(CODER_HEADER)).toBe('columns');
    expect(busy.headers.get('content-type')).toMatch(/^application\/json/);
  });

  it('[S5] a queue that is full sends devices away with their items', async () => {
    vi.spyOn(office.opened.app.coding, 'decode').mockResolvedValue({ ok: false, reason: 'busy' });
    phone = new DenseSender(office, amina);
    const away = await phone.post(phone.frame());
    expect(away.status).toBe(503);
    expect(Number(away.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('[S5] without a codec thread devices are asked for JSON, which is taken', async () => {
    const { coding } = office.opened.app;
    vi.spyOn(coding, 'decode').mockImplementation(NO_DENSE_CODING.decode);
    vi.spyOn(coding, 'load').mockImplementation(NO_DENSE_CODING.load);
    phone = new DenseSender(office, amina);
    const refused = await phone.post(phone.frame({ operations: [create(1, 1)] }));
    expect([refused.status, refused.headers.get(CODER_HEADER)]).toEqual([415, 'json']);
    expect((await exchangeAs(amina, { operations: [create(1, 1)] })).verdicts).toHaveLength(1);
  });

  it('a 401 is said before anything is decoded', async () => {
    const decode = vi.spyOn(office.opened.app.coding, 'decode');
    phone = new DenseSender(office, office.person(''));
    expect(await statusOf(phone.post(phone.frame({ operations: [create(1, 1)] })))).toBe(401);
    expect(decode).not.toHaveBeenCalled();
  });
});
