import { expect, it } from 'vitest';
import {
  LOOKING_FIRST,
  nextStream,
  retryAfterMs,
  type StreamEvent,
  type StreamState,
} from './stream-state.ts';

const after = (...types: StreamEvent['type'][]): StreamState['at'] =>
  types.map((type) => ({ type })).reduce(nextStream, LOOKING_FIRST).at;

it('a hiccup is looked for, a second failure in a row is silence', () => {
  expect(after()).toBe('looking');
  expect(after('opened')).toBe('live');
  expect(after('opened', 'broke-off')).toBe('looking');
  expect(after('opened', 'broke-off', 'broke-off')).toBe('silent');
  expect(after('opened', 'broke-off', 'opened', 'broke-off')).toBe('looking');
});

it('looking for long is silence; being live is not', () => {
  expect(after('patience-over')).toBe('silent');
  expect(after('opened', 'patience-over')).toBe('live');
});

it('waits longer each time, up to a minute, and not all screens alike', () => {
  expect([0, 1, 2, 3].map((failures) => retryAfterMs(failures, 0.999))).toEqual([1_499, 2_498, 4_496, 8_492]);
  expect(retryAfterMs(40, 0.999)).toBeLessThan(61_000);
  expect(retryAfterMs(40, 0)).toBe(500);
});
