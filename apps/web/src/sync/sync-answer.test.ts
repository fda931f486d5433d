import { describe, expect, it } from 'vitest';
import { now, sampleCounts, sampleSession, sampleState, settings } from '../testing/samples.ts';
import { en } from '../words/en.ts';
import { answerWords } from './answer-words.ts';
import { syncAnswer } from './sync-answer.ts';

const say = (change: Parameters<typeof sampleState>[0], set = settings) => {
  const state = sampleState(change);
  return answerWords(syncAnswer(state, set), state, now, en);
};
const sixWait = sampleCounts({ critical: 2, high: 1, normal: 3 });

describe('the sentence that answers the Sync screen', () => {
  it('says which one of how many is on its way, and when critical ones are done', () => {
    expect(say({ counts: sixWait, session: sampleSession() })).toEqual({
      sentence: 'Sending 2 of 6',
      detail: 'Critical ones done in 4 s, the rest in about 50 s.',
    });
  });

  it('does not promise a time before one is known', () => {
    const session = sampleSession({ estimatedEndAt: null, estimatedCriticalEndAt: null });
    expect(say({ counts: sixWait, session }).detail).not.toMatch(/\d/);
  });

  it('[S7] does not call it sending before the office has answered a link that was gone', () => {
    const connectivity = { ...sampleState().connectivity, isOnline: false, cause: 'offline' as const };
    const session = sampleSession({ completed: 0 });
    expect(say({ counts: sixWait, session, connectivity }).sentence).toBe('No signal');
    expect(say({ counts: sixWait, session: sampleSession(), connectivity }).sentence).toBe('Sending 2 of 6');
  });

  it('[S7] says how many arrived when the window closed, not that all is sent', () => {
    const session = sampleSession({ endedAt: now.getTime(), completed: 4, outcome: 'lost' });
    const connectivity = { ...sampleState().connectivity, isOnline: false, cause: 'offline' as const };
    expect(say({ counts: sixWait, session, connectivity }).sentence).toBe(
      '4 of 6 arrived. The rest wait for signal.',
    );
  });

  it('[P1] names the rule that holds records, and when it ends', () => {
    const holds = [{ reason: 'battery' as const, level: 20, exceptCritical: true }];
    expect(say({ counts: sixWait, holds })).toEqual({
      sentence: 'Held to save battery',
      detail: 'Sending starts again at 20 %, or as soon as you charge.',
      mark: 'held',
    });
  });

  it('does not call critical records held by a rule that lets them pass', () => {
    const holds = [{ reason: 'battery' as const, level: 20, exceptCritical: true }];
    expect(say({ counts: sampleCounts({ critical: 2 }), holds }).sentence).toBe('2 on this phone');
  });

  it('counts only what the threshold holds', () => {
    const holds = [{ reason: 'threshold' as const, exceptCritical: true }];
    const highOnly = { ...settings, priorityThreshold: 'HIGH' as const };
    const counts = sampleCounts({ high: 2 });
    expect(say({ counts, holds }, highOnly).sentence).toBe('2 on this phone');
    expect(say({ counts: sampleCounts({ high: 2, low: 1 }), holds }, highOnly).sentence).toBe(
      'Held: only high priority goes now',
    );
  });

  it('[S7] says that nothing is recorded only where there is nothing', () => {
    const asked = (count: number) => say({ office: { count, lastAt: null } }).sentence;
    expect([asked(0), asked(405)]).toEqual(['Nothing recorded yet', 'Everything is at the office']);
  });

  it('says a pause also when nothing waits', () => {
    const since = new Date(2026, 10, 23, 10, 20).getTime();
    const pauses = [{ reason: 'user' as const, since }];
    expect(say({ pauses, holds: [{ reason: 'user', exceptCritical: false }] }).sentence).toBe(
      'Paused by you at 10:20',
    );
  });

  it('puts what a person can settle before what only time settles', () => {
    const holds = [
      { reason: 'backoff' as const, until: now.getTime() + 60_000, exceptCritical: false },
      { reason: 'auth' as const, exceptCritical: false },
    ];
    expect(say({ counts: sixWait, holds }).sentence).toBe('Sign in to send');
  });

  it('tells a backoff by its cause', () => {
    const until = new Date(2026, 10, 23, 14, 5).getTime();
    const holds = [{ reason: 'backoff' as const, until, exceptCritical: false }];
    const after = (code: 'UNAVAILABLE' | 'BUSY' | 'TIMEOUT') =>
      say({ counts: sixWait, holds, lastFailure: { code, message: '', at: 0 } });
    expect(after('UNAVAILABLE')).toEqual({
      sentence: 'The office is not answering',
      detail: 'Will try again at 14:05. Nothing is lost.',
    });
    expect(after('BUSY').sentence).toBe('The office is busy');
    expect(after('TIMEOUT').sentence).toBe('Will try again at 14:05');
  });

  it('says that someone is needed only when nothing else waits, and stays honest about two versions', () => {
    const counts = sampleCounts({ normal: 2, needsYou: 1, conflict: 1 });
    expect(say({ counts })).toEqual({
      sentence: '1 needs you',
      detail: 'The office decides about 1 in two versions.',
      mark: 'needs',
    });
  });

  it('[S7] claims that everything is at the office only when nothing is unsent', () => {
    const office = { count: 134, lastAt: new Date(2026, 10, 23, 10, 26).getTime() };
    expect(say({ office })).toEqual({
      sentence: 'Everything is at the office',
      detail: 'Last one today at 10:26.',
      mark: 'office',
    });
    expect(say({ office, counts: sampleCounts({ low: 1 }) }).sentence).toBe('1 on this phone');
    expect(say({}).sentence).toBe('Nothing recorded yet');
  });
});
