import { DEFAULT_SETTINGS } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { COUNTED, draftOf, settingsOf } from './settings-draft.ts';

describe('settings on the way to phones', () => {
  it('are whole, or are not sent', () => {
    expect(settingsOf(draftOf(DEFAULT_SETTINGS))).toEqual(DEFAULT_SETTINGS);
    expect(settingsOf({ ...DEFAULT_SETTINGS, minimumBatteryLevel: undefined })).toBeUndefined();
  });

  it('have the bounds that the wire has', () => {
    for (const [field, { least, most }] of Object.entries(COUNTED)) {
      const at = (value: number): boolean =>
        settingsOf({ ...DEFAULT_SETTINGS, [field]: value }) !== undefined;
      expect([field, at(least), at(most), at(least - 1), at(most + 1)]).toEqual([
        field,
        true,
        true,
        false,
        false,
      ]);
    }
  });
});
