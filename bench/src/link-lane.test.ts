import { expect, test } from 'vitest';
import { LinkLane } from './link-lane.ts';
import type { Segment } from './link-lane.ts';
import { Rng } from './rng.ts';
import { ManualLinkClock } from './testing/manual-link-clock.ts';

const edgeUp = { kbps: 120, delayMs: 300, jitterMs: 0 };

function laneWith(shape = edgeUp) {
  const clock = new ManualLinkClock();
  return { clock, lane: new LinkLane(shape, clock, new Rng(1)) };
}

/** A flow that writes down what arrives and when. */
function recorder(clock: ManualLinkClock) {
  const arrivals: { readonly atMs: number; readonly segment: Segment }[] = [];
  const flow = {
    departed: () => {},
    arrived: (segment: Segment) => arrivals.push({ atMs: clock.nowMs(), segment }),
  };
  const bytes = () =>
    Buffer.concat(arrivals.flatMap(({ segment }) => (Buffer.isBuffer(segment) ? segment : [])));
  return { flow, arrivals, bytes };
}

const bytesUntil = (arrivals: ReturnType<typeof recorder>['arrivals'], atMs: number) =>
  arrivals.reduce((sum, arrival) => sum + (arrival.atMs <= atMs ? arrival.segment.length : 0), 0);

test('a long transfer runs at the rate, in every second of it', () => {
  const { clock, lane } = laneWith();
  const { flow, arrivals } = recorder(clock);
  lane.send(flow, Buffer.alloc(300_000));
  clock.runAll();
  expect(clock.nowMs()).toBeCloseTo(20_300, 6);
  for (let second = 1; second <= 20; second += 1) {
    // 15,000 bytes a second, give or take the segment that is just passing.
    expect(Math.abs(bytesUntil(arrivals, second * 1_000 + 300) - second * 15_000)).toBeLessThanOrEqual(1_460);
  }
});

test('late timers cost no rate', () => {
  const { clock, lane } = laneWith({ kbps: 10_000, delayMs: 30, jitterMs: 0 });
  const { flow, bytes } = recorder(clock);
  lane.send(flow, Buffer.alloc(1_250_000));
  while (clock.runNextLate(2));
  expect(bytes().length).toBe(1_250_000);
  expect(clock.nowMs()).toBeGreaterThanOrEqual(1_030);
  expect(clock.nowMs()).toBeLessThan(1_030 + 5);
});

test('connections share the lane, byte for byte', () => {
  const { clock, lane } = laneWith();
  const flows = [recorder(clock), recorder(clock), recorder(clock)];
  for (const { flow } of flows) lane.send(flow, Buffer.alloc(146_000));
  clock.runTo(10_000);
  expect(Math.abs(lane.bytes - 150_000)).toBeLessThanOrEqual(1_460);
  // The first connection was alone for one segment and may be in front by another.
  const shares = flows.map(({ bytes }) => bytes().length);
  expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(2 * 1_460);
});

test('bytes and signals arrive in the order in which they were sent, jitter or not', () => {
  const { clock, lane } = laneWith({ kbps: 400, delayMs: 150, jitterMs: 200 });
  const { flow, arrivals, bytes } = recorder(clock);
  const sent = Buffer.from(Array.from({ length: 20_000 }, (_, index) => index % 251));
  lane.send(flow, 'open');
  lane.send(flow, sent);
  lane.send(flow, 'end');
  clock.runAll();
  expect(bytes().equals(sent)).toBe(true);
  expect(arrivals[0]?.segment).toBe('open');
  expect(arrivals.at(-1)?.segment).toBe('end');
  const gaps = arrivals.slice(1).map(({ atMs }, index) => atMs - (arrivals[index]?.atMs ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0);
  expect(new Set(gaps.map((gap) => gap.toFixed(3))).size).toBeGreaterThan(3);
});

test('the same seed gives the same jitter', () => {
  const times = (seed: number) => {
    const clock = new ManualLinkClock();
    const lane = new LinkLane({ kbps: 400, delayMs: 150, jitterMs: 200 }, clock, new Rng(seed));
    const { flow, arrivals } = recorder(clock);
    lane.send(flow, Buffer.alloc(10_000));
    clock.runAll();
    return arrivals.map(({ atMs }) => atMs);
  };
  expect(times(4)).toEqual(times(4));
  expect(times(4)).not.toEqual(times(5));
});

test('while held nothing passes, and afterwards there is no burst', () => {
  const { clock, lane } = laneWith();
  const { flow, arrivals, bytes } = recorder(clock);
  lane.send(flow, Buffer.alloc(60_000));
  clock.runTo(1_300);
  const before = bytes().length;
  lane.hold();
  clock.runTo(61_300);
  expect(bytes().length).toBe(before);
  lane.release();
  clock.runTo(62_300);
  // What was in the air when the hole opened (300 ms of it) arrives at once; the rest at the rate.
  expect(bytesUntil(arrivals, 61_300) - before).toBeLessThanOrEqual(4_500 + 1_460);
  expect(bytes().length - before).toBeLessThanOrEqual(15_000 + 1_460);
  clock.runAll();
  expect(bytes().length).toBe(60_000);
});

test('a dropped flow loses what it had on the way and leaves the lane to the others', () => {
  const { clock, lane } = laneWith();
  const gone = recorder(clock);
  const stays = recorder(clock);
  lane.send(gone.flow, Buffer.alloc(30_000));
  clock.runTo(1_000);
  lane.drop(gone.flow);
  const before = gone.bytes().length;
  lane.send(stays.flow, Buffer.alloc(15_000));
  clock.runAll();
  expect(gone.bytes().length).toBe(before);
  expect(stays.bytes().length).toBe(15_000);
  expect(clock.nowMs()).toBeLessThan(1_000 + 1_000 + 300 + 100);
});

test('a new shape takes hold for what still waits', () => {
  const { clock, lane } = laneWith();
  const { flow } = recorder(clock);
  lane.send(flow, Buffer.alloc(29_200));
  clock.runTo(0);
  lane.reshape({ kbps: 1_200, delayMs: 0, jitterMs: 0 });
  clock.runAll();
  // One segment at the old rate and with the old delay, nineteen at ten times the rate behind it.
  expect(clock.nowMs()).toBeCloseTo(1_460 / 15 + 300, 6);
});

test('an alarm goes off at its byte, once, and not when it was disarmed', () => {
  const { clock, lane } = laneWith();
  const { flow } = recorder(clock);
  const fired: string[] = [];
  lane.afterBytes(5_000, () => fired.push(`at ${lane.bytes}`));
  lane.afterBytes(6_000, () => fired.push('disarmed'))();
  lane.send(flow, Buffer.alloc(20_000));
  clock.runAll();
  expect(fired).toEqual(['at 5840']);
});

test('the source hears how much of it still waits', () => {
  const { clock, lane } = laneWith();
  const waiting: number[] = [];
  const flow = { departed: (queuedBytes: number) => waiting.push(queuedBytes), arrived: () => {} };
  expect(lane.send(flow, Buffer.alloc(4_380))).toBe(2_920);
  clock.runAll();
  expect(waiting).toEqual([2_920, 1_460, 0]);
});
