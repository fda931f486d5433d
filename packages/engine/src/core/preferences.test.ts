import { describe, expect, it } from 'vitest';
import { DEFAULT_PREFERENCES, preferencesOf } from './preferences.ts';

describe('a person’s choices on this phone', () => {
  it('are the defaults before any was made: records go, figures do not', () => {
    expect(preferencesOf(undefined)).toEqual(DEFAULT_PREFERENCES);
    expect(DEFAULT_PREFERENCES).toMatchObject({
      syncConsent: true,
      metricsConsent: false,
      criticalOverrides: true,
      onMetered: 'records',
      onDataSaver: 'records',
    });
  });

  it('survive a build that knows more or fewer of them', () => {
    const older = { syncConsent: false, onMetered: 'critical' };
    expect(preferencesOf(older)).toEqual({ ...DEFAULT_PREFERENCES, ...older });
    expect(preferencesOf({ ...older, newChoice: 1 })).toEqual({ ...DEFAULT_PREFERENCES, ...older });
  });

  it('[P1] keep what they said of each kind of connection', () => {
    const costly = { wifi: true, cellular: false };
    expect(preferencesOf({ costly }).costly).toEqual(costly);
  });

  it.each([
    ['a lane that is not known here', { onMetered: 'media' }],
    ['a text for a flag', { metricsConsent: 'yes' }],
    ['a cost that is no answer', { costly: { wifi: 'perhaps' } }],
    ['one among answers', { costly: { wifi: true, cellular: 'perhaps' } }],
    ['no costs', { costly: null }],
    ['a text for costs', { costly: '' }],
    ['no row at all', null],
    ['a number', 7],
  ])('fall back to the default for %s', (_, row) => {
    expect(preferencesOf(row)).toEqual(DEFAULT_PREFERENCES);
  });
});
