import { HOLD_REASONS } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { sampleState, settings } from '../testing/samples.ts';
import { en } from '../words/en.ts';
import { holdLines } from './hold-lines.ts';
import { HOLD_RANK, mainHold, ruleHolding } from './hold-rank.ts';
import { holdWords } from './hold-words.ts';

describe('[P1] every reason why sending waits can be shown', () => {
  it.each(HOLD_REASONS)('%s has a title, a detail and a short form', (reason) => {
    const words = holdWords({ reason, exceptCritical: false }, { words: en, count: 7 });
    for (const text of Object.values(words)) expect(String(text)).toMatch(/^[A-Z].+/);
  });

  it('each has a place of its own in the order in which they are named', () => {
    const named = [...HOLD_REASONS].sort((a, b) => HOLD_RANK[a].rank - HOLD_RANK[b].rank);
    expect(named.map((reason) => HOLD_RANK[reason].rank)).toEqual(named.map((_, index) => index));
    const holds = HOLD_REASONS.map((reason) => ({ reason, exceptCritical: false }));
    expect(mainHold(holds)?.reason).toBe('auth');
  });

  it.each([
    'auth',
    'user',
    'office',
    'update',
    'battery',
    'charging-only',
    'data-saver',
    'metered',
    'pressure',
    'consent',
    'locked',
    'threshold',
    'offline',
    'portal',
    'unreachable',
  ] as const)('%s makes a line of the checklist fail', (reason) => {
    const state = sampleState({ holds: [{ reason, exceptCritical: true, level: 20 }] });
    const pauses = reason === 'user' || reason === 'office' ? [{ reason, since: 0 }] : [];
    const lines = holdLines({ ...state, pauses }, { ...settings, syncOnlyWhenCharging: true }, en);
    expect(lines.filter((line) => line.result === 'fail')).toHaveLength(1);
  });

  it('says of critical records whether they go all the same', () => {
    const answer = (exceptCritical: boolean) =>
      holdLines(sampleState({ holds: [{ reason: 'battery', exceptCritical }] }), settings, en).at(-1)?.answer;
    expect(answer(true)).toBe('go anyway');
    expect(answer(false)).toBe('wait, too');
  });
});

describe('a rule holds', () => {
  const battery = { reason: 'battery' as const, exceptCritical: true };

  it('ordinary records, and not critical ones where they may pass', () => {
    expect(ruleHolding([battery], { critical: false, belowThreshold: false })).toBe(battery);
    expect(ruleHolding([battery], { critical: true, belowThreshold: false })).toBeUndefined();
  });

  it('never by lost signal: then a record is simply on this phone', () => {
    const offline = { reason: 'offline' as const, exceptCritical: false };
    expect(ruleHolding([offline], { critical: false, belowThreshold: false })).toBeUndefined();
  });

  it('by the threshold only what lies below it', () => {
    const threshold = { reason: 'threshold' as const, exceptCritical: true };
    expect(ruleHolding([threshold], { critical: false, belowThreshold: true })).toBe(threshold);
    expect(ruleHolding([threshold], { critical: false, belowThreshold: false })).toBeUndefined();
  });
});
