import { describe, expect, it } from 'vitest';
import { sampleState } from '../testing/samples.ts';
import { connectivityKindOf } from './connectivity-kind-of.ts';

const base = sampleState().connectivity;

describe('what the pill says', () => {
  it.each([
    ['offline', 'no-signal'],
    ['portal', 'portal'],
    ['unreachable', 'office-silent'],
  ] as const)('%s is said before anything about the radio', (cause, kind) => {
    expect(connectivityKindOf({ ...base, isOnline: false, cause })).toBe(kind);
  });

  it('is Looking while nobody has answered yet', () => {
    expect(connectivityKindOf({ ...base, isOnline: false })).toBe('looking');
  });

  it.each([
    ['wifi', 'poor', 'wifi-weak'],
    ['wifi', 'excellent', 'wifi'],
    ['cellular', 'poor', 'mobile-weak'],
    ['cellular', 'good', 'mobile'],
    ['ethernet', 'good', 'wired'],
    ['unknown', 'poor', 'weak'],
    ['unknown', 'good', 'online'],
  ] as const)('a %s link of %s quality is %s', (connectionType, connectionQuality, kind) => {
    expect(connectivityKindOf({ ...base, connectionType, connectionQuality })).toBe(kind);
  });
});
