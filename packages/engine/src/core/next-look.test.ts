import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST_WAIT_MS } from './backoff.ts';
import { BUSY_LOOK_MS, CRITICAL_LOOK_MS, LONGEST_QUIET_MS, nextLook, type LookInput } from './next-look.ts';

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;
const OPEN: LookInput['policy'] = { lanes: ['critical', 'records'], lookAgainAt: null, mayAsk: false };
const CRITICAL_ONLY: LookInput['policy'] = { ...OPEN, lanes: ['critical'] };
const HELD: LookInput['policy'] = { ...OPEN, lanes: [] };

/** In how many minutes, and why. */
const look = (change: Partial<LookInput> = {}) => {
  const { at, why } = nextLook({
    now: NOW,
    intervalMs: 5 * MINUTE,
    sendable: 0,
    critical: false,
    earliestItemAt: null,
    notBefore: 0,
    policy: OPEN,
    quiet: 0,
    visible: true,
    pressed: false,
    busy: false,
    ...change,
  });
  return [(at - NOW) / MINUTE, why];
};

describe('when to look again', () => {
  it.each<[string, Partial<LookInput>, [number, string]]>([
    ['nothing waits: the interval', {}, [5, 'interval']],
    ['nothing was found twice: four times as long', { quiet: 2 }, [20, 'interval']],
    ['nothing for long: an hour', { quiet: 50 }, [60, 'interval']],
    ['an interval of a day stays a day', { intervalMs: 1_440 * MINUTE, quiet: 3 }, [1_440, 'interval']],
    ['nobody watches: an hour', { visible: false }, [60, 'interval']],
    ['the phone has much to do: twice as long', { pressed: true }, [10, 'interval']],
    ['something waits: the interval, however quiet it was', { sendable: 1, quiet: 5 }, [5, 'interval']],
    ['something critical waits: a minute', { sendable: 1, critical: true }, [1, 'critical']],
    ['not when it may not go', { sendable: 1, critical: true, policy: HELD }, [60, 'interval']],
    [
      'a rule lets only critical ones go: news can wait',
      { sendable: 3, policy: CRITICAL_ONLY },
      [60, 'interval'],
    ],
    [
      'a critical one among them does not wait for news',
      { sendable: 3, critical: true, policy: CRITICAL_ONLY },
      [1, 'critical'],
    ],
    [
      'a rule ends by itself',
      { sendable: 1, policy: { ...CRITICAL_ONLY, lookAgainAt: NOW + 7 * MINUTE } },
      [7, 'rule'],
    ],
    [
      'a wait ends',
      { sendable: 1, notBefore: NOW + 2 * MINUTE, policy: { ...HELD, lookAgainAt: NOW + 2 * MINUTE } },
      [2, 'backoff'],
    ],
    ['a wait that nothing waits for is no reason', { notBefore: NOW + 2 * MINUTE }, [5, 'interval']],
    ['a wait that is over is none', { sendable: 1, notBefore: NOW - 1 }, [5, 'interval']],
    ['an item’s time comes', { sendable: 1, earliestItemAt: NOW + 3 * MINUTE }, [3, 'item']],
    [
      'not when it may not go then',
      { sendable: 1, earliestItemAt: NOW + MINUTE, policy: HELD },
      [60, 'interval'],
    ],
    [
      'an item whose time is past went or waits for another',
      { sendable: 1, earliestItemAt: NOW },
      [5, 'interval'],
    ],
    [
      'an item’s time that lies behind the interval changes nothing',
      { sendable: 1, earliestItemAt: NOW + 50 * MINUTE },
      [5, 'interval'],
    ],
    [
      'of several reasons the first that comes',
      { sendable: 1, critical: true, busy: true, earliestItemAt: NOW + 3 * MINUTE },
      [BUSY_LOOK_MS / MINUTE, 'busy'],
    ],
    ['another context was at it', { sendable: 1, busy: true }, [BUSY_LOOK_MS / MINUTE, 'busy']],
    ['which matters only when something waits', { busy: true }, [5, 'interval']],
    [
      'the office paused this phone: it asks as always',
      { policy: { ...HELD, mayAsk: true }, quiet: 1 },
      [10, 'interval'],
    ],
  ])('%s', (_, change, expected) => {
    expect(look(change)).toEqual(expected);
  });

  it('[P2] lies ahead, never beyond the interval or an hour, and never before it with nothing to send', () => {
    const policies = fc.record({
      lanes: fc.constantFrom(OPEN.lanes, CRITICAL_ONLY.lanes, HELD.lanes),
      lookAgainAt: fc.option(fc.integer({ min: NOW - MINUTE, max: NOW + LONGEST_WAIT_MS })),
      mayAsk: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.record({
          intervalMs: fc.integer({ min: 1, max: 1_440 }).map((minutes) => minutes * MINUTE),
          sendable: fc.nat(3),
          critical: fc.boolean(),
          earliestItemAt: fc.option(fc.integer({ min: NOW - MINUTE, max: NOW + LONGEST_WAIT_MS })),
          notBefore: fc.integer({ min: NOW - MINUTE, max: NOW + LONGEST_WAIT_MS }),
          policy: policies,
          quiet: fc.nat(100),
          visible: fc.boolean(),
          pressed: fc.boolean(),
          busy: fc.boolean(),
        }),
        (input) => {
          const wait = nextLook({ ...input, now: NOW }).at - NOW;
          expect(wait).toBeGreaterThan(0);
          expect(wait).toBeLessThanOrEqual(Math.max(input.intervalMs, LONGEST_QUIET_MS));
          if (input.sendable === 0) expect(wait).toBeGreaterThanOrEqual(input.intervalMs);
          if (input.sendable > 0 && input.critical && input.policy.lanes.length > 0)
            expect(wait).toBeLessThanOrEqual(CRITICAL_LOOK_MS);
        },
      ),
    );
  });
});
