import { BATTERY_JOULES } from '@fieldsync/engine';
import { describe, expect, it } from 'vitest';
import { sayBatteryPercent } from './battery-percent.ts';
import { en } from './en.ts';

describe('the share of a battery', () => {
  it('is said to a tenth of a per cent, and never as nothing', () => {
    const say = (share: number): string => sayBatteryPercent(share * BATTERY_JOULES, en);
    expect([say(0.000_01), say(0.006_4), say(0.094), say(0.254)]).toEqual(['0.1', '0.6', '9.4', '25']);
  });
});
