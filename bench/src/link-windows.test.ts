import { expect, test } from 'vitest';
import { windowMoment } from './link-windows.ts';
import type { WindowMoment } from './link-windows.ts';
import { ManualLinkClock } from './testing/manual-link-clock.ts';
import { driveWindows } from './window-driver.ts';

const schedule = { upMs: 20_000, downMs: 40_000, freezeMs: 3_000 };

test('a window opens, freezes, breaks and opens again', () => {
  expect(windowMoment(schedule, 0)).toEqual({ phase: 'open', index: 0, untilMs: 20_000 });
  expect(windowMoment(schedule, 19_999)).toEqual({ phase: 'open', index: 0, untilMs: 20_000 });
  expect(windowMoment(schedule, 20_000)).toEqual({ phase: 'frozen', index: 0, untilMs: 23_000 });
  expect(windowMoment(schedule, 23_000)).toEqual({ phase: 'cut', index: 0, untilMs: 60_000 });
  expect(windowMoment(schedule, 60_000)).toEqual({ phase: 'open', index: 1, untilMs: 80_000 });
});

test('a gap shorter than the freeze breaks no connection', () => {
  const flicker = { upMs: 8_000, downMs: 2_000, freezeMs: 3_000 };
  expect(windowMoment(flicker, 9_000)).toEqual({ phase: 'frozen', index: 0, untilMs: 10_000 });
  expect(windowMoment(flicker, 10_000)).toEqual({ phase: 'open', index: 1, untilMs: 18_000 });
});

test('a gap without freeze breaks connections at once', () => {
  expect(windowMoment({ ...schedule, freezeMs: 0 }, 20_000).phase).toBe('cut');
});

test('the driver enters each phase at its time, however late its timers are', () => {
  const clock = new ManualLinkClock();
  const seen: string[] = [];
  const enter = ({ phase, untilMs }: WindowMoment) => seen.push(`${phase} until ${untilMs}`);
  const windows = driveWindows(schedule, clock, enter);
  for (let phase = 1; phase < 4; phase += 1) clock.runNextLate(500);
  expect(seen).toEqual(['open until 20000', 'frozen until 23000', 'cut until 60000', 'open until 80000']);
  windows.stop();
  expect(clock.runNextLate(0)).toBe(false);
});
