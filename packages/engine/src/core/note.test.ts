import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildSession } from '../testing/build-item.ts';
import { boundedNote, NOTE_BYTES, noteLine, sessionNote, type Note } from './note.ts';

const line = (note: Note): string => noteLine({ seq: 1, at: Date.UTC(2026, 10, 20, 9, 30), note });

describe('a line of the log', () => {
  it('says when, what and its figures', () => {
    expect(line({ what: 'failure', code: 'TIMEOUT', ms: 45_000.4 })).toBe(
      '2026-11-20T09:30:00.000Z failure TIMEOUT after 45000 ms',
    );
    expect(line({ what: 'hold', reasons: ['battery', 'user'] })).toMatch(/hold battery, user$/);
    expect(line({ what: 'hold', reasons: [] })).toMatch(/hold none$/);
    expect(line({ what: 'link', online: false, cause: 'portal' })).toMatch(/link offline portal$/);
    expect(line({ what: 'link', online: true, cause: null })).toMatch(/link online$/);
    expect(line({ what: 'wake', event: 'sync', done: false, lastChance: true })).toMatch(
      /wake sync records left last chance$/,
    );
    expect(line({ what: 'opened', context: 'worker', build: 'b7' })).toMatch(/opened worker build b7$/);
    expect(line({ what: 'quarantine', rows: 2 })).toMatch(/quarantine 2 rows$/);
    expect(line({ what: 'self-test', warned: [], failed: ['storage'] })).toMatch(
      /self-test failed: storage; warned: none$/,
    );
  });

  it('says nothing where nothing is to be said', () => {
    expect(line({ what: 'link', online: false, cause: null })).toMatch(/Z link offline$/);
    expect(line({ what: 'wake', event: 'periodicsync', done: true, lastChance: false })).toMatch(
      /Z wake periodicsync done$/,
    );
    expect(line({ what: 'self-test', warned: ['kept', 'clock'], failed: [] })).toMatch(
      /failed: none; warned: kept, clock$/,
    );
    expect(line({ what: 'self-test', warned: [], failed: ['room', 'office'] })).toMatch(
      /failed: room, office; warned: none$/,
    );
    expect(line({ what: 'error', name: 'TypeError' })).toMatch(/Z error TypeError$/);
  });

  it('of a session that nobody ended, or whose clock was set back, claims no time', () => {
    const open = buildSession(1, { startedAt: 5_000, endedAt: null, outcome: null });
    expect(line(sessionNote(open))).toMatch(/timer unfinished .* received 0 .* ms 0$/);
    const back = { ...open, endedAt: 1_000, firstAckAt: 900 };
    expect(line(sessionNote(back))).toMatch(/ ms 0 first answer ms 0$/);
  });

  it('of a session tells its course, and the first answer where there was one', () => {
    const session = buildSession(1, {
      completed: 3,
      failed: 1,
      received: 2,
      wireBytes: 812,
      startedAt: 0,
      endedAt: 900,
    });
    expect(line(sessionNote(session))).toBe(
      '2026-11-20T09:30:00.000Z session timer done sent 3 not taken 1 received 2 requests 1 bytes 812 ms 900',
    );
    expect(line(sessionNote({ ...session, firstAckAt: 300 }))).toMatch(/first answer ms 300$/);
  });
});

describe('a note', () => {
  it('that fits stays as it is, and of a longer one remains what it was of', () => {
    const frame = JSON.stringify({ what: 'error', name: '' }).length;
    const full: Note = { what: 'error', name: 'x'.repeat(NOTE_BYTES - frame) };
    expect(boundedNote(full)).toBe(full);
    const long: Note = { what: 'self-test', warned: ['x'.repeat(NOTE_BYTES)], failed: [] };
    expect(boundedNote(long)).toEqual({ what: 'error', name: 'long self-test' });
  });

  it('is never larger than its slot', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 2_000 }), (name) => {
        expect(JSON.stringify(boundedNote({ what: 'error', name })).length).toBeLessThanOrEqual(NOTE_BYTES);
      }),
    );
  });
});
