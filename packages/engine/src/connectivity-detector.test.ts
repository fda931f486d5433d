import type { ErrorCode } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { ConnectivityDetector } from './connectivity-detector.ts';
import type { ExchangeResult, ProbeResult } from './ports.ts';
import { ManualClock, MORNING, settled } from './testing/manual-clock.ts';
import { MemoryEngineStore } from './testing/memory-engine-store.ts';
import { ScriptedTransport } from './testing/scripted-transport.ts';
import { seededRandom } from './testing/seeded-random.ts';

class Rig {
  readonly clock = new ManualClock();
  readonly store = new MemoryEngineStore();
  readonly transport = new ScriptedTransport();
  readonly changes: boolean[] = [];
  recovered = 0;
  probes = 0;
  readonly detector: ConnectivityDetector;

  constructor() {
    const { transport } = this;
    this.detector = new ConnectivityDetector({
      store: this.store,
      transport: {
        exchange: (request, options) => transport.exchange(request, options),
        isOffline: () => false,
        isCold: () => true,
        probe: () => {
          this.probes += 1;
          return transport.probe();
        },
      },
      clock: this.clock,
      random: seededRandom(1),
      recovered: () => {
        this.recovered += 1;
      },
      changed: (status) => {
        this.changes.push(status.isOnline);
      },
    });
  }

  async probeFinds(result: ProbeResult, event: () => void): Promise<void> {
    this.transport.probeResult = result;
    event();
    await settled();
    await this.detector.settled();
  }
}

const FIGURES = { rawBytes: 900, upBytes: 300, downBytes: 90, durationMs: 200 };
const reply: ExchangeResult = {
  ok: true,
  reply: { cursor: 'e.1', now: '2026-11-20T09:30:00.000Z' },
  figures: FIGURES,
};
const failure = (code: ErrorCode, downBytes: number): ExchangeResult => ({
  ok: false,
  code,
  message: '',
  figures: { ...FIGURES, downBytes },
});
const REACHED: ProbeResult = { ok: true, rttMs: 120 };

describe('what screens are told of the link', () => {
  it('[S7] a page that opens says nothing of the link before anything was heard of it', async () => {
    const rig = new Rig();
    rig.detector.network('cellular');
    await rig.detector.settled();
    expect(await rig.store.read((tx) => tx.getMeta('connectivity'))).toBeUndefined();
    rig.detector.browser(false);
    await rig.detector.settled();
    expect(await rig.store.read((tx) => tx.getMeta('connectivity'))).toMatchObject({
      connectionType: 'cellular',
      cause: 'offline',
    });
  });

  it('[S7] a radio that is on is not enough: only when our office answers it is online', async () => {
    const rig = new Rig();
    await rig.probeFinds({ ok: false, code: 'PORTAL' }, () => {
      rig.detector.browser(true);
    });
    expect(rig.detector.status).toMatchObject({
      isOnline: false,
      connectionQuality: 'offline',
      cause: 'portal',
    });
    await rig.probeFinds(REACHED, () => {
      rig.detector.check();
    });
    expect(rig.detector.status).toMatchObject({
      isOnline: true,
      connectionQuality: 'excellent',
      cause: null,
    });
    expect([rig.recovered, rig.changes.at(-1)]).toEqual([1, true]);
    expect(await rig.store.read((tx) => tx.getMeta('connectivity'))).toMatchObject({
      isOnline: true,
      cause: null,
    });
  });

  it('[P2] a dead link is probed again by itself, less and less often', async () => {
    const rig = new Rig();
    await rig.probeFinds({ ok: false, code: 'UNREACHABLE' }, () => {
      rig.detector.browser(true);
    });
    await rig.clock.advance(10 * 60_000);
    const tenMinutes = rig.probes;
    expect(tenMinutes).toBeGreaterThan(5);
    expect(tenMinutes).toBeLessThan(60);
    rig.detector.browser(false);
    await rig.clock.advance(60 * 60_000);
    expect(rig.probes).toBe(tenMinutes);
    expect(rig.detector.status.cause).toBe('offline');
  });

  it('real traffic is the best probe: an answer of the office, even a refusal, is a link', () => {
    for (const result of [reply, failure('SIGNED_OUT', 60), failure('INTERNAL', 60)]) {
      const rig = new Rig();
      rig.detector.observe(result);
      expect(rig.detector.status).toMatchObject({
        isOnline: true,
        lastConnected: new Date(MORNING).toISOString(),
      });
      expect(rig.probes).toBe(0);
    }
  });

  it('one request that comes to nothing is looked into before anything is said', async () => {
    const rig = new Rig();
    rig.detector.observe(reply);
    await rig.probeFinds(REACHED, () => {
      rig.detector.observe(failure('TIMEOUT', 0));
    });
    expect([rig.detector.status.isOnline, rig.probes]).toEqual([true, 1]);
    await rig.probeFinds({ ok: false, code: 'UNREACHABLE' }, () => {
      rig.detector.observe(failure('TIMEOUT', 0));
    });
    expect(rig.detector.status).toMatchObject({ isOnline: false, cause: 'unreachable' });
    await rig.detector.settled();
    expect(rig.changes).toEqual([true, false]);
  });

  it('writes a change of status once, not each reply', async () => {
    const rig = new Rig();
    for (let n = 0; n < 20; n += 1) rig.detector.observe(reply);
    await rig.detector.settled();
    expect(rig.changes).toEqual([true]);
  });

  it('goes on when a status could not be written', async () => {
    const rig = new Rig();
    const write = rig.store.write.bind(rig.store);
    rig.store.write = () => Promise.reject(new Error('full'));
    rig.detector.observe(reply);
    await rig.detector.settled();
    rig.store.write = write;
    rig.detector.observe(reply);
    await rig.detector.settled();
    expect(await rig.store.read((tx) => tx.getMeta('connectivity'))).toMatchObject({ isOnline: true });
  });

  it('the measured rate is told in Mbit/s, from requests that are large enough', () => {
    const rig = new Rig();
    rig.detector.observe(reply);
    expect(rig.detector.status).not.toHaveProperty('networkSpeed');
    rig.detector.observe({ ...reply, figures: { ...FIGURES, upBytes: 50_000, durationMs: 2_000 } });
    expect(rig.detector.status.networkSpeed).toBe(0.2);
  });

  it('does nothing more once it is stopped', async () => {
    const rig = new Rig();
    rig.detector.stop();
    await rig.probeFinds(REACHED, () => {
      rig.detector.browser(true);
    });
    expect([rig.probes, rig.detector.status.isOnline]).toEqual([0, false]);
  });
});
