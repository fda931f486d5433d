// @vitest-environment happy-dom
import type { RecordSummary } from '@fieldsync/protocol';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { followStream } from './follow-stream.ts';

const record: RecordSummary = {
  id: '0197a1b2-0000-7000-8000-000000000001' as RecordSummary['id'],
  type: 'ASSESSMENT',
  sector: 'HEALTH',
  place: null,
  score: 90,
  band: 'CRITICAL',
  reason: 'Health emergency',
  override: null,
  state: 'office',
  version: 1,
  deleted: false,
  from: { id: 'amina', name: 'Amina Bukar' },
  capturedAt: '2026-03-02T09:00:00.000Z',
  receivedAt: '2026-03-02T09:00:00.000Z',
  changedAt: '2026-03-02T09:00:00.000Z',
};

/** The browser's event source, moved by hand. */
class ScriptedSource extends EventTarget {
  static readonly CLOSED = 2;
  static all: ScriptedSource[] = [];
  readyState = 0;
  readonly url: string;
  constructor(url: string) {
    super();
    this.url = url;
    ScriptedSource.all.push(this);
  }
  close(): void {
    this.readyState = 2;
  }
  open(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }
  fail(closed: boolean): void {
    this.readyState = closed ? 2 : 0;
    this.dispatchEvent(new Event('error'));
  }
  say(data: string, lastEventId: string, name = 'record'): void {
    this.dispatchEvent(Object.assign(new Event(name), { data, lastEventId }));
  }
}

let heard: string[];
let end: AbortController;
const source = (at: number): ScriptedSource => {
  const found = ScriptedSource.all[at];
  if (found === undefined) throw new Error(`there is no connection ${String(at)}`);
  return found;
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('EventSource', ScriptedSource);
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  ScriptedSource.all = [];
  heard = [];
  end = new AbortController();
  followStream(
    {
      opened: () => heard.push('opened'),
      record: ({ id }) => heard.push(`record ${id.slice(-1)}`),
      left: (id) => heard.push(`left ${id.slice(-1)}`),
      event: (name) => heard.push(name),
      unreadable: () => heard.push('unreadable'),
      state: ({ at }) => heard.push(at),
    },
    end.signal,
  );
  return () => {
    end.abort();
    vi.useRealTimers();
  };
});

describe('followStream', () => {
  it('hears records, and says when something cannot be read', () => {
    source(0).open();
    source(0).say(JSON.stringify(record), 'a.1');
    source(0).say('{"id":7}', 'a.2');
    source(0).say('<html>', 'a.3');
    expect(heard).toEqual(['live', 'opened', 'record 1', 'unreadable', 'unreadable']);
  });

  it('[R3] hears what left the person’s areas, and that these are others', () => {
    source(0).open();
    source(0).say(JSON.stringify({ id: record.id }), '', 'left');
    source(0).say('{"id":7}', '', 'left');
    source(0).say('{}', '', 'scope');
    expect(heard).toEqual(['live', 'opened', 'left 1', 'unreadable', 'scope']);
  });

  it('leaves a broken line to the browser, which connects again by itself', () => {
    source(0).open();
    source(0).fail(false);
    vi.advanceTimersByTime(5_000);
    expect(ScriptedSource.all).toHaveLength(1);
    source(0).open();
    expect(heard).toEqual(['live', 'opened', 'looking', 'live', 'opened']);
  });

  it('[R1] tries again where the browser gave up, from where it was', () => {
    source(0).open();
    source(0).say(JSON.stringify(record), 'a.41');
    source(0).fail(true);
    expect(ScriptedSource.all).toHaveLength(1);
    vi.advanceTimersByTime(2_000);
    expect(source(1).url).toBe('/api/v1/sync/events?lastEventId=a.41');
  });

  it('says that the office is silent when it stays away, and tries at once when the link is back', () => {
    source(0).fail(false);
    expect(heard).toEqual([]);
    vi.advanceTimersByTime(8_000);
    expect(heard).toEqual(['silent']);
    dispatchEvent(new Event('online'));
    expect(source(0).readyState).toBe(ScriptedSource.CLOSED);
    source(1).open();
    expect(heard).toEqual(['silent', 'live', 'opened']);
  });

  it('is one connection for all on the page, and who comes later is told at once how it stands', () => {
    source(0).open();
    const later: string[] = [];
    const leaving = new AbortController();
    const ignore = (): void => undefined;
    followStream(
      {
        opened: () => later.push('opened'),
        record: ignore,
        unreadable: ignore,
        event: (name) => later.push(name),
        state: ({ at }) => later.push(at),
      },
      leaving.signal,
    );
    source(0).dispatchEvent(new Event('device'));
    expect([later, ScriptedSource.all.length]).toEqual([['live', 'opened', 'device'], 1]);
    leaving.abort();
    source(0).dispatchEvent(new Event('device'));
    expect(later).toHaveLength(3);
    expect(source(0).readyState).toBe(1);
    end.abort();
    expect(source(0).readyState).toBe(ScriptedSource.CLOSED);
  });

  it('ends with its page', () => {
    source(0).fail(true);
    end.abort();
    vi.advanceTimersByTime(100_000);
    dispatchEvent(new Event('online'));
    expect(ScriptedSource.all).toHaveLength(1);
  });
});
