import { describe, expect, it } from 'vitest';
import { idleEngine, pollingHour } from './idle-phone.ts';

describe('an idle hour', () => {
  const link = { radio: 'lte' as const, rttMs: 70 };

  it('[P2] never costs more than asking every five minutes, and less from hour to hour', async () => {
    const polling = pollingHour(link.radio, link.rttMs);
    expect(polling.requests).toBe(12);
    for (const visible of [true, false]) {
      const hours = await idleEngine({ ...link, visible }, 4);
      const [first, ...later] = hours;
      expect(first?.requests).toBeLessThanOrEqual(12);
      expect(first?.joules).toBeLessThanOrEqual(polling.joules);
      for (const hour of later) expect(hour.requests).toBeLessThanOrEqual(first?.requests ?? 0);
      for (const { requests, bytes } of hours) expect(bytes).toBeLessThanOrEqual(300 * requests);
    }
  });
});
