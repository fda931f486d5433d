import { z } from 'zod';
import { instant, text } from './scalar-fields.ts';

/** GET and PUT admin/second-factor: whether acts of the office ask for a one-time code. */
export const secondFactorSettingSchema = z.strictObject({
  required: z.boolean(),
  /** For how long after a code a session is asked for no other one. */
  minutes: z.number().int().min(1).max(480),
});
export type SecondFactorSetting = z.infer<typeof secondFactorSettingSchema>;

export const DEFAULT_SECOND_FACTOR: SecondFactorSetting = { required: false, minutes: 15 };

/** Answer of GET account/second-factor: how the caller stands. */
export const secondFactorStandingSchema = z.object({
  /** Acts of the office ask for a code. */
  required: z.boolean(),
  minutes: z.number().int(),
  /** Since when the account has what makes codes; null: it has none. */
  since: instant.nullable(),
  recoveryCodesLeft: z.number().int(),
  /** Until when this session is asked for no code; null: it would be asked now. */
  freshUntil: instant.nullable(),
});
export type SecondFactorStanding = z.infer<typeof secondFactorStandingSchema>;

/** POST account/second-factor. */
export const beginSecondFactorSchema = z.strictObject({ password: z.string().min(1).max(128) });

/** Its answer, this once: what an authenticator app is given. */
export const begunSecondFactorSchema = z.object({
  /** 160 bits in base32. */
  secret: z.string(),
  /** `otpauth://totp/…` with the secret in it. */
  uri: z.string(),
});
export type BegunSecondFactor = z.infer<typeof begunSecondFactorSchema>;

/** Where a code is given. Six digits, or one of the recovery codes; spaces and hyphens do not matter. */
export const givenCodeSchema = z.strictObject({ code: text.trim().min(1).max(40) });

/** Answer of POST account/second-factor/confirm, this once: each of them stands for one code. */
export const recoveryCodesSchema = z.object({ recoveryCodes: z.array(z.string()) });
