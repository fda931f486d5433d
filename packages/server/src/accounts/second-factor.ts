import type {
  BegunSecondFactor,
  SecondFactorSetting,
  SecondFactorStanding,
  UserId,
} from '@fieldsync/protocol';
import { base32, otpauthUri } from '../core/one-time-code.ts';
import type { Act } from '../priority-ports.ts';
import type { FactorChange, KeptFactor, SecondFactorBook, Standing } from '../second-factor-ports.ts';
import type { Clock } from '../services/clock.ts';
import { isoTime } from '../services/clock.ts';
import type { Actor } from './actor.ts';
import { seesEverything } from './actor.ts';
import type { AttemptLimits } from './attempt-limits.ts';
import { CODE_BY_ACCOUNT, CODE_BY_DAY } from './attempt-limits.ts';
import { judgeCode } from './judge-code.ts';
import type { SecondFactorVault } from './second-factor-vault.ts';

/** Who gives a code, and in which session. */
export interface CodeGiver {
  readonly actor: Actor;
  readonly session: string;
}

export type CodeRefusal =
  /** `none`: there is nothing that it could be a code of. */
  | { readonly kind: 'wrong' | 'used' | 'none' }
  | { readonly kind: 'too-often'; readonly retryAfterMs: number };

export interface SecondFactorParts {
  readonly factors: SecondFactorBook;
  readonly vault: SecondFactorVault;
  readonly attempts: AttemptLimits;
  readonly clock: Clock;
}

/** What is left of a factor once a code of it was used. */
type Used = Pick<Extract<FactorChange, { kind: 'accepted' }>, 'by' | 'lastStep' | 'recovery'>;

const ISSUER = 'Fieldsync';
/** By how much another machine's clock may be ahead. A code that seems to be from further ahead was given before a clock was put right. */
const AHEAD_MS = 60_000;

/** One-time codes before acts of the office (RFC 6238), where the office asks for them. */
export class SecondFactor {
  private readonly parts: SecondFactorParts;

  constructor(parts: SecondFactorParts) {
    this.parts = parts;
  }

  /**
   * What somebody must do before an act that asks for a code; undefined: nothing. Field workers are never asked: what they do must go on
   * wherever they are.
   * @param always also where the office asks for no codes
   */
  async need({ actor, session }: CodeGiver, always: boolean): Promise<'code' | 'enrolment' | undefined> {
    if (!seesEverything(actor)) return undefined;
    const standing = await this.parts.factors.standing(actor.id, session);
    if (!standing.setting.required && !always) return undefined;
    if (!this.counts(standing.kept, actor.id)) return 'enrolment';
    return this.freshUntil(standing) === null ? 'code' : undefined;
  }

  async standing({ actor, session }: CodeGiver): Promise<SecondFactorStanding> {
    const standing = await this.parts.factors.standing(actor.id, session);
    const { setting, kept } = standing;
    const has = this.counts(kept, actor.id);
    const until = has ? this.freshUntil(standing) : null;
    return {
      ...setting,
      since: has ? (kept?.confirmedAt ?? null) : null,
      recoveryCodesLeft: has ? (kept?.recovery.length ?? 0) : 0,
      freshUntil: until === null ? null : isoTime(until),
    };
  }

  setting(): Promise<SecondFactorSetting> {
    return this.parts.factors.setting();
  }

  async set(setting: SecondFactorSetting, by: Actor): Promise<void> {
    await this.parts.factors.setSetting(setting, { by, at: this.now() });
  }

  /** A new secret, told this once. Undefined when the account has one that counts: that is removed first. */
  async begin(actor: Actor): Promise<BegunSecondFactor | undefined> {
    const { factors, vault } = this.parts;
    const bytes = vault.makeSecret();
    const mustStay = (kept: KeptFactor): boolean => this.counts(kept, actor.id);
    if (!(await factors.begin(actor.id, vault.seal(bytes, actor.id), mustStay, this.now()))) return undefined;
    const secret = base32(bytes);
    return { secret, uri: otpauthUri(ISSUER, actor.email, secret) };
  }

  /** The first code: from here on it counts. @returns recovery codes, told this once */
  async confirm(who: CodeGiver, code: string): Promise<readonly string[] | CodeRefusal> {
    const { vault } = this.parts;
    const codes = vault.makeRecoveryCodes();
    const recovery = codes.map((each) => vault.markOf(each.replaceAll('-', ''), who.actor.id));
    const refusal = await this.use(who, code, (kept, used) =>
      this.counts(kept, who.actor.id) ? undefined : { kind: 'accepted', ...used, recovery, confirms: true },
    );
    return refusal ?? codes;
  }

  /** From here on the session is fresh. */
  give(who: CodeGiver, code: string): Promise<CodeRefusal | undefined> {
    return this.use(who, code, (kept, used) =>
      this.counts(kept, who.actor.id) ? { kind: 'accepted', ...used, confirms: false } : undefined,
    );
  }

  remove(who: CodeGiver, code: string): Promise<CodeRefusal | undefined> {
    return this.use(who, code, (kept) => (this.counts(kept, who.actor.id) ? { kind: 'removed' } : undefined));
  }

  /** Takes it from somebody who has lost it. False when they had none. */
  async reset(user: UserId, { by, at }: Act): Promise<boolean> {
    const { factors, attempts } = this.parts;
    const had = await factors.reset(user, { by: by.id, at });
    if (had) for (const limit of [CODE_BY_ACCOUNT, CODE_BY_DAY]) await attempts.forget(limit, user);
    return had;
  }

  /**
   * Counted before anything is compared, as a password is.
   * @param whenRight what it does to the factor; undefined: it has nothing to be said of
   */
  private async use(
    { actor, session }: CodeGiver,
    code: string,
    whenRight: (kept: KeptFactor, used: Used) => FactorChange | undefined,
  ): Promise<CodeRefusal | undefined> {
    const { attempts, factors, vault, clock } = this.parts;
    const user = actor.id;
    const wait =
      (await attempts.take(CODE_BY_ACCOUNT, user, clock())) ||
      (await attempts.take(CODE_BY_DAY, user, clock()));
    if (wait > 0) return { kind: 'too-often', retryAfterMs: wait };
    const decide = (kept: KeptFactor): FactorChange => {
      const secret = vault.open(kept.secret, user);
      if (secret === undefined) return { kind: 'refused', why: 'none' };
      const verdict = judgeCode(vault, { secret, user, kept }, code, clock());
      if (verdict.kind === 'wrong' || verdict.kind === 'used') return { kind: 'refused', why: verdict.kind };
      const used: Used =
        verdict.kind === 'step'
          ? { by: 'code', lastStep: verdict.step, recovery: kept.recovery }
          : {
              by: 'recovery-code',
              lastStep: kept.lastStep,
              recovery: without(kept.recovery, verdict.mark),
            };
      return whenRight(kept, used) ?? { kind: 'refused', why: 'none' };
    };
    const change = await factors.change({ user, session }, decide, this.now());
    if (change === undefined) return { kind: 'none' };
    if (change.kind === 'refused') return { kind: change.why };
    for (const limit of [CODE_BY_ACCOUNT, CODE_BY_DAY]) await attempts.forget(limit, user);
    return undefined;
  }

  /**
   * Whether it makes codes that count. One that does not open was sealed under another secret of the server: nobody could ever give a
   * code of it again, so it is as if there were none, and its owner sets up another one, with their password.
   */
  private counts(kept: KeptFactor | null, user: UserId): boolean {
    return (
      kept !== null && kept.confirmedAt !== null && this.parts.vault.open(kept.secret, user) !== undefined
    );
  }

  /** ms since 1970; null: not any more. */
  private freshUntil({ codeAt, setting: { minutes } }: Standing): number | null {
    if (codeAt === null) return null;
    const given = Date.parse(codeAt);
    const now = this.parts.clock();
    const until = given + minutes * 60_000;
    return given <= now + AHEAD_MS && now < until ? until : null;
  }

  private now(): string {
    return isoTime(this.parts.clock());
  }
}

const without = (all: readonly string[], one: string): readonly string[] =>
  all.filter((each) => each !== one);
