/** What the second factor needs from the database, by contract. */
import type { SecondFactorSetting, UserId } from '@fieldsync/protocol';
import type { Act } from './priority-ports.ts';

/** What makes a person's codes, as it is kept. */
export interface KeptFactor {
  /** Sealed. */
  readonly secret: string;
  /** ISO 8601; null: no code has shown yet that the person has it, too. */
  readonly confirmedAt: string | null;
  /** Of the last code that was accepted. */
  readonly lastStep: number | null;
  /** Keyed hashes of the recovery codes that are left. */
  readonly recovery: readonly string[];
}

export interface Standing {
  readonly setting: SecondFactorSetting;
  readonly kept: KeptFactor | null;
  /** When a code was last given in this session, ISO 8601. */
  readonly codeAt: string | null;
}

/** What a code did to a factor, written as one with its line in the audit log. */
export type FactorChange =
  /** Nothing, and somebody must be able to see that it was tried. `none`: there is nothing that it could be a code of. */
  | { readonly kind: 'refused'; readonly why: 'wrong' | 'used' | 'none' }
  /** It counts, and never again; the session is fresh from now on. `confirms`: it was the first, and these are the recovery codes. */
  | {
      readonly kind: 'accepted';
      readonly by: 'code' | 'recovery-code';
      readonly lastStep: number | null;
      readonly recovery: readonly string[];
      readonly confirms: boolean;
    }
  /** It counts, and was the last one: there is no factor any more, and no session is fresh. */
  | { readonly kind: 'removed' };

export interface SecondFactorBook {
  setting(): Promise<SecondFactorSetting>;
  /** With its line in the audit log. */
  setSetting(setting: SecondFactorSetting, act: Act): Promise<void>;
  /** One round trip. @param session its id */
  standing(user: UserId, session: string): Promise<Standing>;
  /**
   * Puts a secret in place of what is there, unless that must stay.
   * @returns false when it must
   */
  begin(user: UserId, sealed: string, mustStay: (kept: KeptFactor) => boolean, at: string): Promise<boolean>;
  /**
   * Judges a code and writes what follows from it. Two who give codes of one account at once, in whatever process, are judged one after
   * the other: the second one sees what the first has used up.
   * @returns what was decided; undefined when there is no factor
   */
  change(
    who: { readonly user: UserId; readonly session: string },
    decide: (kept: KeptFactor) => FactorChange,
    at: string,
  ): Promise<FactorChange | undefined>;
  /** Takes it from somebody who has lost it. False when there was none. */
  reset(user: UserId, act: { readonly by: string; readonly at: string }): Promise<boolean>;
}
