import { describe, expect, it } from 'vitest';
import { costsMoney } from './link-cost.ts';
import type { NetworkReading } from './readings.ts';

const link = (type: NetworkReading['type'], metered?: boolean): NetworkReading => ({
  type,
  saveData: false,
  at: 0,
  ...(metered === undefined ? {} : { metered }),
});

describe('what a connection costs', () => {
  it.each<[string, NetworkReading, Partial<Record<NetworkReading['type'], boolean>>, boolean]>([
    ['mobile data costs where nobody says otherwise', link('cellular'), {}, true],
    ['Wi-Fi does not', link('wifi'), {}, false],
    ['nor does a cable', link('ethernet'), {}, false],
    ['nor what the browser does not name', link('unknown'), {}, false],
    ['a metered hotspot is no Wi-Fi', link('wifi', true), {}, true],
    ['an unmetered plan is no mobile data', link('cellular', false), {}, false],
    ['a person knows better than the browser that it costs', link('wifi', false), { wifi: true }, true],
    ['and that it does not', link('cellular', true), { cellular: false }, false],
    ['their word on one kind says nothing of another', link('wifi'), { unknown: true }, false],
  ])('%s', (_, network, costly, costs) => {
    expect(costsMoney(network, costly)).toBe(costs);
  });
});
