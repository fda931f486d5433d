import { describe, expect, it } from 'vitest';
import { MORNING } from '../testing/manual-clock.ts';
import { food, Phone } from '../testing/phone.ts';
import type { Ask } from '../testing/scripted-transport.ts';
import { seededRandom } from '../testing/seeded-random.ts';
import { UnlockedDrainer } from '../unlocked-drainer.ts';
import { drainInEvent, EVENT_DEADLINE_MS } from './wake-drain.ts';

/** One event in the worker, on a phone whose link answers like this. */
async function wake(phone: Phone, answer: (ask: Ask) => void): Promise<boolean> {
  phone.transport.answerer = answer;
  const { store, clock } = phone;
  const done = drainInEvent(
    { store, clock, drainer: phone.context(), random: seededRandom(3) },
    'sync',
    false,
  );
  let over = false;
  void done.then(() => (over = true));
  for (let step = 0; step < 400 && !over; step += 1) await clock.advance(500);
  return done;
}
const timeout = (ask: Ask): void => {
  ask.fail('TIMEOUT');
};
const accept = (ask: Ask): void => {
  if (ask.operations.length > 0) ask.accept();
  else ask.reply();
};

describe('a drain within one event of the browser', () => {
  it('is over when everything is at the office', async () => {
    const phone = new Phone();
    await phone.save(food());
    expect(await wake(phone, accept)).toBe(true);
    expect([phone.items, phone.clock.sleeping]).toEqual([[], 0]);
  });

  it('uses the whole event on a bad link, ends before the browser would kill it, and asks for another', async () => {
    const phone = new Phone();
    await phone.save(food());
    expect(await wake(phone, timeout)).toBe(false);
    expect(phone.transport.asked.length).toBeGreaterThan(10);
    expect(phone.clock.now() - MORNING).toBeLessThanOrEqual(EVENT_DEADLINE_MS + 500);
    expect(phone.items).toHaveLength(1);
  });

  it('gets through when the link comes back within the event', async () => {
    const phone = new Phone();
    await phone.save(food());
    const done = await wake(phone, (ask) => {
      if (phone.clock.now() < MORNING + 40_000) timeout(ask);
      else accept(ask);
    });
    expect([done, phone.items]).toEqual([true, []]);
  });

  it('leaves an office alone that asked for it, and asks for another event', async () => {
    const phone = new Phone();
    await phone.save(food());
    const busy = (ask: Ask): void => {
      ask.fail('BUSY', { retryAfterMs: 600_000 });
    };
    expect(await wake(phone, busy)).toBe(false);
    expect(await wake(phone, busy)).toBe(false);
    expect(phone.transport.asked).toHaveLength(1);
  });

  it('waits within the event for an office that answers 503, and for what was put off a moment', async () => {
    const phone = new Phone();
    await phone.save(food());
    const tried: number[] = [];
    const done = await wake(phone, (ask) => {
      tried.push(phone.clock.now() - MORNING);
      if (tried.length === 1) ask.fail('UNAVAILABLE', { retryAfterMs: 40_000 });
      else if (tried.length === 2) ask.accept({ 0: { status: 'retry', code: 'BUSY', afterMs: 30_000 } });
      else accept(ask);
    });
    expect([done, phone.items, tried.length]).toEqual([true, [], 3]);
    expect(tried[1]).toBeGreaterThanOrEqual(40_000);
    expect((tried[2] ?? 0) - (tried[1] ?? 0)).toBeGreaterThanOrEqual(30_000);
  });

  it('[S5] asks for another event when something was put off beyond this one: no page may be open to come back to it', async () => {
    const phone = new Phone();
    await phone.save(food());
    const later = (ask: Ask): void => {
      ask.accept({ 0: { status: 'retry', code: 'BUSY', afterMs: 300_000 } });
    };
    expect(await wake(phone, later)).toBe(false);
    expect(phone.transport.asked).toHaveLength(1);
    await phone.clock.advance(400_000);
    expect(await wake(phone, accept)).toBe(true);
  });

  it('[P1][X2] is over at once behind a PIN: the person ends that, no event does', async () => {
    const phone = new Phone();
    await phone.save(food());
    phone.disk.locked = true;
    const { store, clock } = phone;
    const drainer = new UnlockedDrainer(store, phone.context());
    expect(await drainInEvent({ store, clock, drainer, random: seededRandom(3) }, 'sync', false)).toBe(true);
    expect([phone.transport.asked, clock.sleeping]).toEqual([[], 0]);
  });

  it('[P1] is over when somebody must act first: no event would help', async () => {
    const phone = new Phone();
    await phone.save(food());
    expect(
      await wake(phone, (ask) => {
        ask.fail('SIGNED_OUT');
      }),
    ).toBe(true);
    expect(phone.transport.asked).toHaveLength(1);
  });
});
