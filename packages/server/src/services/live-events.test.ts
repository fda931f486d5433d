import type { CriticalAlert, DeviceId, RecordId, RecordSummary, UserId } from '@fieldsync/protocol';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { Actor } from '../accounts/actor.ts';
import { seesEverything } from '../accounts/actor.ts';
import type { Sight } from '../core/sight.ts';
import type { RecordReader, SummaryPage } from '../office-ports.ts';
import { InProcessBus } from './event-bus.ts';
import type { LiveEvent, LiveSink, Viewer } from './live-events.ts';
import { LiveEvents } from './live-events.ts';

const VIEWER = 'viewer' as UserId;

/** A feed of numbers: position n is the record n, of Amina, in Bama. */
class FakeFeed implements Partial<RecordReader> {
  last = 0;
  /** Committed, but an older transaction still runs. */
  hidden = 0;
  reads = 0;
  /** Who has Bama. */
  readonly seers = new Set<UserId>();
  /** What leaves Bama with the next read. */
  readonly leaving: RecordId[] = [];

  async changedSince(cursor: string, limit: number, users: readonly UserId[]): Promise<SummaryPage> {
    this.reads += 1;
    const seenBy = users.filter((user) => this.seers.has(user));
    const departures = this.leaving.splice(0).flatMap((id) => seenBy.map((user) => ({ user, id })));
    const after = Number(cursor);
    const count = Math.min(limit, this.last - after);
    const items = Array.from({ length: count }, (_, index) => ({
      summary: summary(after + index + 1),
      seenBy,
    }));
    const more = after + count < this.last;
    const behind = !more && this.hidden > 0;
    return { items, departures, cursor: String(after + count), more, behind };
  }

  async head() {
    return String(this.last);
  }
}

class FakeSink implements LiveSink {
  readonly got: string[] = [];
  ended: string | undefined;
  full = false;
  private readonly waiting: (() => void)[] = [];

  get gone() {
    return this.ended !== undefined;
  }
  get hasRoom() {
    return !this.full;
  }
  send({ name, data, id }: LiveEvent) {
    this.got.push(`${name} ${(data as { id?: string }).id ?? ''}${id === undefined ? '' : ` @${id}`}`);
  }
  mark(id: string) {
    this.got.push(`@${id}`);
  }
  beat() {
    this.got.push('beat');
  }
  async room() {
    if (this.full) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }
  makeRoom() {
    this.full = false;
    for (const resolve of this.waiting.splice(0)) resolve();
  }
  end(reason: string) {
    this.ended = reason;
  }
}

function setUp() {
  const feed = new FakeFeed();
  const bus = new InProcessBus();
  const stop = new AbortController();
  let beat: () => void = () => undefined;
  const waits: number[] = [];
  const live = new LiveEvents({
    records: feed as unknown as RecordReader,
    bus,
    log: pino({ level: 'silent' }),
    pause: (ms, signal) =>
      new Promise<void>((resolve, reject) => {
        waits.push(ms);
        beat = resolve;
        signal.addEventListener('abort', () => reject(new Error('stopped')));
      }),
  });
  const running = live.run(stop.signal);
  const view = (role: Actor['role'] = 'COORDINATOR', lastId?: string) => {
    const sink = new FakeSink();
    const holds = { session: true, areas: [] as string[] };
    const actor = { id: VIEWER, name: '', email: '', role } as unknown as Actor;
    const sight = async (): Promise<Sight | null> => {
      if (!holds.session) return null;
      return seesEverything(actor)
        ? { everything: true }
        : { everything: false, userId: actor.id, areas: new Set(holds.areas) };
    };
    const viewer: Viewer = { actor, sink, lastId, sight };
    return { sink, holds, viewer, joined: live.join(viewer) };
  };
  const commit = (count = 1) => {
    feed.last += count;
    bus.publish({ kind: 'committed' });
  };
  return { feed, bus, live, view, commit, running, stop, waits, beat: () => beat() };
}

/** Lets everything that is ready happen. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('LiveEvents', () => {
  it('reads the feed once for all viewers, and for any number of commits meanwhile', async () => {
    const { feed, view, commit } = setUp();
    const viewers = [view(), view(), view()];
    await Promise.all(viewers.map(({ joined }) => joined));
    const before = feed.reads;
    for (let n = 0; n < 50; n += 1) commit();
    await settle();
    expect(feed.reads - before).toBe(1);
    for (const { sink } of viewers) {
      expect(sink.got).toHaveLength(51);
      expect(sink.got.at(-1)).toBe('record 50 @50');
    }
  });

  it('[R3] tells coordinators of phones and alerts, administrators of jobs as well, and field workers of neither', async () => {
    const { bus, view } = setUp();
    const viewers = (['ASSESSOR', 'COORDINATOR', 'ADMIN'] as const).map((role) => view(role));
    await Promise.all(viewers.map(({ joined }) => joined));
    bus.publish({ kind: 'device', deviceId: 'a' as DeviceId });
    bus.publish({ kind: 'alert', alert: { id: 'b' } as CriticalAlert });
    bus.publish({ kind: 'alert-limit' });
    bus.publish({ kind: 'jobs' });
    const told = ['device a', 'alert b'];
    expect(viewers.map(({ sink }) => sink.got.slice(1))).toEqual([[], told, [...told, 'jobs ']]);
  });

  it('[R1] looks again, ever more seldom, while an older transaction hides what was committed', async () => {
    const { feed, view, commit, waits, beat } = setUp();
    const { sink, joined } = view();
    await joined;
    feed.hidden = 1;
    commit(0);
    await settle();
    const before = waits.length;
    for (let n = 0; n < 8; n += 1) {
      beat();
      await settle();
    }
    expect(waits.slice(before)).toEqual([50, 100, 200, 400, 800, 1_000, 1_000, 1_000]);
    feed.hidden = 0;
    feed.last += 1;
    beat();
    await settle();
    expect(sink.got.at(-1)).toBe('record 1 @1');
    expect(waits).toHaveLength(before + 8);
  });

  it('[R1] waits once for what is hidden, however much is committed meanwhile', async () => {
    const { feed, view, commit, waits, beat } = setUp();
    await view().joined;
    feed.hidden = 1;
    const before = waits.length;
    for (let n = 0; n < 30; n += 1) {
      commit(1);
      await settle();
    }
    expect(waits.slice(before)).toEqual([25]);
    beat();
    await settle();
    expect(waits.slice(before)).toEqual([25, 50]);
  });

  it('reads nothing while nobody listens', async () => {
    const { feed, commit } = setUp();
    commit();
    await settle();
    expect(feed.reads).toBe(0);
  });

  it('[R1] misses nothing that is committed while a viewer catches up', async () => {
    const { view, commit } = setUp();
    commit(500);
    const late = view('COORDINATOR', '0');
    commit(3);
    await late.joined;
    commit(2);
    await settle();
    const seen = new Set(late.sink.got.map((line) => line.split(' ')[1]));
    expect(seen.size).toBe(505);
  });

  it('lets a viewer catch up at its own pace', async () => {
    const { feed, view, commit } = setUp();
    commit(500);
    const slow = view('COORDINATOR', '0');
    slow.sink.full = true;
    await settle();
    expect(feed.reads).toBe(1);
    expect(slow.sink.got).toHaveLength(200);
    slow.sink.makeRoom();
    await slow.joined;
    expect(slow.sink.ended).toBeUndefined();
    expect(slow.sink.got.length).toBeGreaterThanOrEqual(500);
  });

  it('drops a joined viewer that does not keep up, and nobody else', async () => {
    const { live, view, commit } = setUp();
    const [slow, quick] = [view(), view()];
    await Promise.all([slow.joined, quick.joined]);
    slow.sink.full = true;
    commit(3);
    await settle();
    expect(slow.sink.ended).toBe('slow');
    expect(slow.sink.got).toEqual(['@0', 'record 1']);
    expect(quick.sink.got.at(-1)).toBe('record 3 @3');
    expect(live.size).toBe(1);
  });

  it('[R3] shows a field worker nothing of others, not even that the feed moved', async () => {
    const { view, commit } = setUp();
    const worker = view('ASSESSOR');
    await worker.joined;
    commit(3);
    await settle();
    expect(worker.sink.got).toEqual(['@0']);
  });

  it('[R3] shows a field worker what comes from an area as it is when it is read, whatever was known before, and what leaves it', async () => {
    const { feed, view, commit } = setUp();
    const [worker, office] = [view('ASSESSOR'), view()];
    await Promise.all([worker.joined, office.joined]);
    feed.seers.add(VIEWER);
    commit();
    await settle();
    feed.leaving.push('1' as RecordId);
    commit();
    await settle();
    feed.seers.clear();
    feed.leaving.push('2' as RecordId);
    commit();
    await settle();
    expect(worker.sink.got).toEqual(['@0', 'record 1 @1', 'left 1', 'record 2 @2']);
    expect(office.sink.got).toEqual(['@0', 'record 1 @1', 'record 2 @2', 'record 3 @3']);
  });

  it('[R3] says that the areas are others, at once when that is told, and otherwise with the next beat', async () => {
    const { bus, view, beat } = setUp();
    const [worker, other] = [view('ASSESSOR'), view('ASSESSOR')];
    await Promise.all([worker.joined, other.joined]);
    worker.holds.areas = ['Bama'];
    bus.publish({ kind: 'sight', userId: VIEWER });
    await settle();
    expect([worker.sink.got, other.sink.got]).toEqual([['@0', 'scope '], ['@0']]);
    worker.holds.areas = ['Gwoza'];
    beat();
    await settle();
    beat();
    await settle();
    expect(worker.sink.got).toEqual(['@0', 'scope ', 'beat', 'scope ', 'beat']);
  });

  it('[R3] ends the stream of somebody who may see nothing any more as soon as that is told', async () => {
    const { bus, view, live } = setUp();
    const gone = view();
    await gone.joined;
    gone.holds.session = false;
    bus.publish({ kind: 'sight', userId: VIEWER });
    await settle();
    expect(gone.sink.ended).toBe('signed-out');
    expect(live.size).toBe(0);
  });

  it('[R3] ends the stream of someone whose session has ended, at the next beat', async () => {
    const { view, beat, live } = setUp();
    const [gone, here] = [view(), view()];
    await Promise.all([gone.joined, here.joined]);
    gone.holds.session = false;
    beat();
    await settle();
    expect(gone.sink.ended).toBe('signed-out');
    expect(here.sink.got).toEqual(['@0', 'beat']);
    expect(live.size).toBe(1);
  });

  it('brings with the next beat what a failed read left out', async () => {
    const { feed, view, commit, beat } = setUp();
    const viewer = view();
    await viewer.joined;
    const read = feed.changedSince.bind(feed);
    feed.changedSince = () => Promise.reject(new Error('the database is away'));
    commit();
    await settle();
    feed.changedSince = read;
    beat();
    await settle();
    expect(viewer.sink.got).toEqual(['@0', 'beat', 'record 1 @1']);
  });

  it('keeps following for those who stay when another leaves', async () => {
    const { live, view, commit } = setUp();
    const first = view();
    await first.joined;
    const second = view();
    live.leave(first.viewer);
    await second.joined;
    commit();
    await settle();
    expect(second.sink.got.at(-1)).toBe('record 1 @1');
  });

  it('ends every stream when it is stopped', async () => {
    const { view, stop, running, live } = setUp();
    const viewer = view();
    await viewer.joined;
    stop.abort();
    await running;
    expect(viewer.sink.ended).toBe('closing');
    expect(live.size).toBe(0);
  });
});

function summary(n: number): RecordSummary {
  return {
    id: String(n),
    from: { id: 'amina', name: '' },
    place: { lga: 'Bama' },
  } as unknown as RecordSummary;
}
