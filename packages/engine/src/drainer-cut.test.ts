import { describe, expect, it } from 'vitest';
import { food, Phone } from './testing/phone.ts';

describe('a cut connection', () => {
  it('[S8] costs the one request that was in flight, and nothing that came before or after it', async () => {
    const phone = new Phone();
    const saved = 300;
    for (let each = 0; each < saved; each += 1) await phone.save(food());
    const ended = phone.drain();
    (await phone.transport.next()).accept();
    const cut = await phone.transport.next();
    cut.fail('UNREACHABLE');
    expect(await ended).toBe('lost');

    expect(await phone.drainAll({}, { ignoreBackoff: true })).toBe('done');
    expect(phone.items).toEqual([]);
    const sent = phone.transport.asked.reduce((sum, { operations }) => sum + operations.length, 0);
    expect(cut.operations.length).toBeGreaterThan(0);
    expect(cut.operations.length).toBeLessThan(saved);
    expect(sent).toBe(saved + cut.operations.length);
  });
});
