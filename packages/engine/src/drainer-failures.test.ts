import { ERROR_TABLE, type ErrorCode } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { UNMEASURED_LINK } from './core/link-estimator.ts';
import { MORNING } from './testing/manual-clock.ts';
import { food, Phone } from './testing/phone.ts';

describe('which failures hold up what', () => {
  const paused: Partial<Record<ErrorCode, string>> = {
    SIGNED_OUT: 'auth',
    WRONG_ACCOUNT: 'auth',
    UNSUPPORTED_VERSION: 'update',
  };
  const waiting = (Object.keys(ERROR_TABLE) as ErrorCode[]).filter(
    (code) => ERROR_TABLE[code].recovery === 'retry',
  );

  for (const [code, reason] of Object.entries(paused) as [ErrorCode, string][]) {
    it(`[C2][P1] ${code} pauses until somebody acts, and keeps every item as it is`, async () => {
      const phone = new Phone();
      const { id } = await phone.save(food());
      const ended = phone.drain();
      (await phone.transport.next()).fail(code);
      expect(await ended).toBe('held');
      expect(phone.meta('pauses')).toEqual([{ reason, since: MORNING }]);
      expect(phone.itemOf(id)).toMatchObject({ state: 'waiting', retryCount: 0 });
      expect(await phone.drain({ manual: true })).toBe('held');
      expect(phone.eventsNamed('auth:required')).toHaveLength(reason === 'auth' ? 1 : 0);
      await phone.putMeta('pauses', []);
      await phone.drainAll();
      expect(phone.items).toEqual([]);
    });
  }

  for (const code of waiting) {
    it(`[S7][C2] ${code} counts against nobody, and waits before the next attempt`, async () => {
      const phone = new Phone();
      const { id } = await phone.save(food());
      const ended = phone.drain();
      (await phone.transport.next()).fail(code);
      expect(await ended).toBe('lost');
      expect(phone.itemOf(id)).toMatchObject({ state: 'waiting', retryCount: 0, delays: 0 });
      expect(phone.record(id)).toMatchObject({ state: 'phone', officeAt: null });
      expect(phone.meta('notBefore')).toBeGreaterThan(MORNING);
      expect(phone.meta('lastFailure')).toMatchObject({ code, at: MORNING });
      expect(await phone.drain({ pull: true })).toBe('held');
      await phone.clock.advance(60_000);
      await phone.drainAll();
      expect([phone.items, phone.meta('lastFailure'), phone.meta('failures')]).toEqual([[], null, 0]);
    });
  }

  it('honours how long the office wants to be left alone, up to an hour, and comes at most a quarter later', async () => {
    for (const [asked, waits, spread] of [
      [90_000, 90_000, 22_500],
      [1e12, 3_600_000, 0],
    ] as const) {
      const phone = new Phone();
      await phone.save(food());
      const ended = phone.drain();
      (await phone.transport.next()).fail('BUSY', { retryAfterMs: asked });
      await ended;
      await phone.clock.advance(waits - 1);
      expect(await phone.drain()).toBe('held');
      await phone.clock.advance(1 + spread);
      expect(await phone.drainAll()).toBe('done');
    }
  });

  it('[S5] a link on which no full batch gets through gets smaller ones, until one does', async () => {
    const phone = new Phone();
    for (let n = 0; n < 40; n += 1) await phone.save(food({ additionalDetails: 'x'.repeat(1_500) }));
    const sizes: number[] = [];
    for (let window = 0; window < 4; window += 1) {
      const before = phone.transport.asked.length;
      await phone.drainAll(
        (ask) => {
          const upBytes = Math.round(JSON.stringify(ask.request).length * UNMEASURED_LINK.ratio);
          ask.fail('TIMEOUT', { upBytes, durationMs: 45_000 });
        },
        { manual: true },
      );
      sizes.push(phone.transport.asked[before]?.operations.length ?? 0);
    }
    expect(sizes[0]).toBe(sizes[1]);
    expect(sizes.at(-1)).toBeLessThanOrEqual(5);
    expect(sizes.at(-1)).toBeGreaterThan(0);
  });
});
