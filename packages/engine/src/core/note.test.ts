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
  it('is never larger than its slot', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 2_000 }), (name) => {
        expect(JSON.stringify(boundedNote({ what: 'error', name })).length).toBeLessThanOrEqual(NOTE_BYTES);
      }),
    );
  });
});
