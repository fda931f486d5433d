import { backgroundSyncSettingsSchema, type BackgroundSyncSettings } from '@fieldsync/protocol';

/** The numbers among the settings, within the bounds that the wire has. */
export const COUNTED = {
  minimumBatteryLevel: { least: 0, most: 100, step: 5 },
  syncIntervalMinutes: { least: 1, most: 1_440, step: 5 },
  maximumConcurrentOperations: { least: 1, most: 10, step: 1 },
  maxRetryAttempts: { least: 1, most: 50, step: 1 },
} as const;

/** As the form has them: a number that is being typed may be missing. */
export type SettingsDraft = {
  readonly [Field in keyof BackgroundSyncSettings]: Field extends keyof typeof COUNTED
    ? number | undefined
    : BackgroundSyncSettings[Field];
};

export const draftOf = (settings: BackgroundSyncSettings): SettingsDraft => settings;

/** Undefined while something in it cannot be. */
export const settingsOf = (draft: SettingsDraft): BackgroundSyncSettings | undefined =>
  backgroundSyncSettingsSchema.safeParse(draft).data;
