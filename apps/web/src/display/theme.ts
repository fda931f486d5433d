/** What a person chooses; `device` follows the phone. */
export const themeChoices = ['device', 'light', 'dark', 'sun'] as const;
export type ThemeChoice = (typeof themeChoices)[number];

export const themeKey = 'fieldsync.theme';

export function isThemeChoice(value: unknown): value is ThemeChoice {
  return themeChoices.some((choice) => choice === value);
}
