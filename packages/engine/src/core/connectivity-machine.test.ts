import { ERROR_CODES } from '@fieldsync/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  causeOf,
  INITIAL_CONNECTIVITY,
  isOnline,
  qualityOf,
  stepConnectivity,
  type ConnectivityEvent,
  type ConnectivityState,
  type Phase,
} from './connectivity-machine.ts';

const NOW = 1_000_000;
const EVENTS = {
  'browser offline': { type: 'browser', online: false },
  'browser online': { type: 'browser', online: true },
  'other network': { type: 'network', connectionType: 'wifi', roll: 0, now: NOW },
  'same network': { type: 'network', connectionType: 'cellular', roll: 0, now: NOW },
  reached: { type: 'reached', rttMs: 300, now: NOW },
  'failed UNREACHABLE': { type: 'failed', code: 'UNREACHABLE', now: NOW, roll: 0.5 },
  'failed PORTAL': { type: 'failed', code: 'PORTAL', now: NOW, roll: 0.5 },
  'failed OFFLINE': { type: 'failed', code: 'OFFLINE', now: NOW, roll: 0.5 },
  woke: { type: 'woke' },
} as const satisfies Record<string, ConnectivityEvent>;
type EventName = keyof typeof EVENTS;

const inPhase = (phase: Phase, parts: Partial<ConnectivityState> = {}): ConnectivityState => ({
  ...INITIAL_CONNECTIVITY,
  phase,
  quality: phase === 'online' ? 'good' : 'offline',
  connectionType: 'cellular',
  wasOnline: phase === 'online',
  ...parts,
});
const run = (state: ConnectivityState, ...events: ConnectivityEvent[]): ConnectivityState =>
  events.reduce((each, event) => stepConnectivity(each, event).state, state);

/** Phase by event: the next phase, and what is to be done. Every cell is written down. */
const TABLE: Record<Phase, Record<EventName, string>> = {
  offline: {
    'browser offline': 'offline',
    'browser online': 'checking probe',
    'other network': 'offline',
    'same network': 'offline',
    reached: 'online recovered',
    'failed UNREACHABLE': 'offline',
    'failed PORTAL': 'offline',
    'failed OFFLINE': 'offline',
    woke: 'offline',
  },
  checking: {
    'browser offline': 'offline',
    'browser online': 'checking probe',
    'other network': 'checking probe',
    'same network': 'checking',
    reached: 'online recovered',
    'failed UNREACHABLE': 'unreachable wake-at',
    'failed PORTAL': 'portal wake-at',
    'failed OFFLINE': 'offline',
    woke: 'checking probe',
  },
  online: {
    'browser offline': 'offline',
    'browser online': 'online',
    'other network': 'checking probe',
    'same network': 'online',
    reached: 'online',
    'failed UNREACHABLE': 'checking probe',
    'failed PORTAL': 'portal wake-at',
    'failed OFFLINE': 'offline',
    woke: 'online',
  },
  portal: {
    'browser offline': 'offline',
    'browser online': 'checking probe',
    'other network': 'checking probe',
    'same network': 'portal',
    reached: 'online recovered',
    'failed UNREACHABLE': 'unreachable wake-at',
    'failed PORTAL': 'portal wake-at',
    'failed OFFLINE': 'offline',
    woke: 'checking probe',
  },
  unreachable: {
    'browser offline': 'offline',
    'browser online': 'checking probe',
    'other network': 'checking probe',
    'same network': 'unreachable',
    reached: 'online recovered',
    'failed UNREACHABLE': 'unreachable wake-at',
    'failed PORTAL': 'portal wake-at',
    'failed OFFLINE': 'offline',
    woke: 'checking probe',
  },
};

describe('is the office within reach', () => {
  for (const [phase, row] of Object.entries(TABLE) as [Phase, Record<EventName, string>][]) {
    for (const [name, expected] of Object.entries(row) as [EventName, string][]) {
      it(`${phase}, ${name}: ${expected}`, () => {
        const { state, effects } = stepConnectivity(inPhase(phase), EVENTS[name]);
        expect([state.phase, ...effects.map((effect) => effect.do)].join(' ')).toBe(expected);
      });
    }
  }

  it('[S7] only an answer of ours is "online"; a radio that is on is not', () => {
    expect(isOnline(run(INITIAL_CONNECTIVITY, EVENTS['browser online']))).toBe(false);
    expect(isOnline(run(INITIAL_CONNECTIVITY, EVENTS['browser online'], EVENTS.reached))).toBe(true);
  });

  it('one lost request on a link that worked is looked into before anything is said', () => {
    const checking = run(inPhase('online'), EVENTS['failed UNREACHABLE']);
    expect([isOnline(checking), causeOf(checking)]).toEqual([true, null]);
    const back = stepConnectivity(checking, EVENTS.reached);
    expect([isOnline(back.state), back.effects]).toEqual([true, []]);
    expect(isOnline(run(checking, EVENTS['failed UNREACHABLE']))).toBe(false);
  });

  it('[P1] each way of being cut off has its name', () => {
    const causes = (['offline', 'checking', 'online', 'portal', 'unreachable'] as const).map((phase) =>
      causeOf(inPhase(phase)),
    );
    expect(causes).toEqual(['offline', null, null, 'portal', 'unreachable']);
  });

  it('[P2] probes of a dead link become rarer, up to about a minute, and start anew when it was back', () => {
    const waits: number[] = [];
    let state = inPhase('checking');
    for (let attempt = 0; attempt < 8; attempt += 1) {
      const step = stepConnectivity(state, { ...EVENTS['failed UNREACHABLE'], roll: 0.999_999 });
      for (const effect of step.effects)
        if (effect.do === 'wake-at') waits.push(Math.round((effect.at - NOW) / 1_000));
      state = run(step.state, EVENTS.woke);
    }
    expect(waits).toEqual([5, 9, 17, 33, 61, 61, 61, 61]);
    const again = stepConnectivity(
      run(state, EVENTS.reached, EVENTS.woke, EVENTS['failed PORTAL']),
      EVENTS.woke,
    );
    expect(again.state.attempt).toBe(1);
  });

  it('remembers when the office was last reached, and the rate that was measured', () => {
    const state = run(
      inPhase('checking'),
      { ...EVENTS.reached, goodputBytesPerSecond: 8_000 },
      EVENTS['browser offline'],
    );
    expect(state).toMatchObject({ lastConnectedAt: NOW, goodputBytesPerSecond: 8_000 });
    expect(run(state, EVENTS.reached).goodputBytesPerSecond).toBe(8_000);
  });
});

describe('quality of the link', () => {
  const reached = (rttMs: number): ConnectivityEvent => ({ type: 'reached', rttMs, now: NOW });

  it('follows the round trip', () => {
    expect([0, 149, 150, 449, 450, 60_000].map(qualityOf)).toEqual([
      'excellent',
      'excellent',
      'good',
      'good',
      'poor',
      'poor',
    ]);
  });

  it('is known from the first answer on', () => {
    expect(run(inPhase('checking'), reached(700)).quality).toBe('poor');
  });

  it('changes only when another one was seen twice running', () => {
    const online = inPhase('online');
    expect(run(online, reached(700)).quality).toBe('good');
    expect(run(online, reached(700), reached(700)).quality).toBe('poor');
    expect(run(online, reached(700), reached(300), reached(700)).quality).toBe('good');
    expect(run(online, reached(700), reached(50), reached(700)).quality).toBe('good');
  });

  it('is "offline" exactly when the device is', () => {
    const code = fc.constantFrom(...ERROR_CODES);
    const event: fc.Arbitrary<ConnectivityEvent> = fc.oneof(
      fc.constantFrom(...Object.values(EVENTS)),
      fc.nat({ max: 1_000 }).map(reached),
      code.map((each): ConnectivityEvent => ({ type: 'failed', code: each, now: NOW, roll: 0.5 })),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        const state = run(INITIAL_CONNECTIVITY, ...events);
        expect(state.quality === 'offline').toBe(!isOnline(state));
        if (isOnline(state)) expect(causeOf(state)).toBeNull();
      }),
    );
  });
});
