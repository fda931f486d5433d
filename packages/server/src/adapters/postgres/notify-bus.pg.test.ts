import { Client } from 'pg';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import type { BusMessage } from '../../services/event-bus.ts';
import { testPostgres } from '../../testing/test-databases.ts';
import { NotifyBus } from './notify-bus.ts';

const url = process.env['FIELDSYNC_TEST_DATABASE_URL'] ?? '';

describe.each(testPostgres())('the bus of several processes on $name', () => {
  let stop = new AbortController();
  const running: Promise<void>[] = [];
  afterEach(async () => {
    stop.abort();
    await Promise.all(running.splice(0));
    stop = new AbortController();
  });

  /** Resolves once it listens. */
  async function open() {
    const bus = new NotifyBus({ url, log: pino({ level: 'silent' }) });
    const heard: BusMessage[] = [];
    const waiting: (() => void)[] = [];
    bus.subscribe((message) => {
      heard.push(message);
      for (const look of waiting) look();
    });
    const until = (is: (heard: readonly BusMessage[]) => boolean) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (is(heard)) resolve();
        };
        waiting.push(look);
        look();
      });
    running.push(bus.run(stop.signal));
    await until(() => heard.length === 2);
    return { bus, heard, until };
  }

  it('tells the own process at once and the others soon, once each, and looks at everything after a lost connection', async () => {
    const [one, other] = [await open(), await open()];
    const conflict = (number: number): BusMessage => ({
      kind: 'conflict',
      conflictId: String(number).padStart(36, '0'),
      recordId: String(number).padStart(36, '0'),
      status: 'OPEN',
    });
    const many = Array.from({ length: 200 }, (_, number) => conflict(number));
    for (const message of many) one.bus.publish(message);
    one.bus.publish({ kind: 'committed' });
    one.bus.publish({ kind: 'committed' });
    expect(one.heard).toHaveLength(2 + 202);
    // More than one notification can hold.
    await other.until((heard) => heard.length === 2 + 201);
    expect(other.heard.slice(2)).toEqual([...many, { kind: 'committed' }]);

    const administrator = new Client({ connectionString: url });
    await administrator.connect();
    await administrator.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'fieldsync bus'`,
    );
    await administrator.end();
    await other.until((heard) => heard.length === 2 + 201 + 2);
    expect(other.heard.slice(-2)).toEqual([{ kind: 'committed' }, { kind: 'jobs' }]);
    await one.until((heard) => heard.length === 2 + 202 + 2);
    one.bus.publish({ kind: 'jobs' });
    await other.until((heard) => heard.length === 2 + 201 + 3);
    expect(one.heard).toHaveLength(2 + 202 + 2 + 1);
  });

  it('tells the others later what was said while it had no connection itself', async () => {
    const other = await open();
    // Its time to send comes before it is connected.
    const pause = () => Promise.resolve();
    const late = new NotifyBus({ url, log: pino({ level: 'silent' }), pause });
    late.publish({ kind: 'rules', version: 7 });
    await new Promise((resolve) => setImmediate(resolve));
    running.push(late.run(stop.signal));
    await other.until((heard) => heard.length === 3);
    expect(other.heard[2]).toEqual({ kind: 'rules', version: 7 });
  });
});
