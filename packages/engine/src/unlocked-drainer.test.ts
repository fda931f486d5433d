import { describe, expect, it } from 'vitest';
import { food, Phone } from './testing/phone.ts';
import { UnlockedDrainer } from './unlocked-drainer.ts';

const options = () => ({ trigger: 'test', signal: new AbortController().signal });

describe('draining behind a PIN', () => {
  it('[P1][X2] sends nothing while locked, keeps everything, and sends once unlocked', async () => {
    const phone = new Phone();
    await phone.save(food());
    phone.disk.locked = true;
    const drainer = new UnlockedDrainer(phone.store, phone.context());
    expect(await drainer.drain(options())).toBe('held');
    expect([phone.transport.asked.length, phone.items.length]).toEqual([0, 1]);
    phone.disk.locked = false;
    phone.transport.answerer = (ask) => {
      ask.accept();
    };
    expect(await drainer.drain(options())).toBe('done');
    expect(phone.items).toEqual([]);
  });

  it('[C2][S1] locked with a request on the way, it stops; the item goes again under its id', async () => {
    const phone = new Phone();
    await phone.save(food());
    const drainer = new UnlockedDrainer(phone.store, phone.context());
    const ended = drainer.drain(options());
    const first = await phone.transport.next();
    phone.disk.locked = true;
    first.accept();
    expect(await ended).toBe('held');
    phone.disk.locked = false;
    const again = drainer.drain(options());
    const second = await phone.transport.next();
    expect(second.operations).toEqual(first.operations);
    second.accept({ 0: { status: 'duplicate', original: { status: 'applied', version: 1 } } });
    expect(await again).toBe('done');
    expect(phone.items).toEqual([]);
  });

  it('an error of another kind stays one', async () => {
    const phone = new Phone();
    const drainer = new UnlockedDrainer(phone.store, { drain: () => Promise.reject(new RangeError('bug')) });
    await expect(drainer.drain(options())).rejects.toThrow(RangeError);
  });
});
