import type { SecondFactorSetting, UserId } from '@fieldsync/protocol';
import { DEFAULT_SECOND_FACTOR, secondFactorSettingSchema } from '@fieldsync/protocol';
import { and, eq, isNotNull, sql } from 'drizzle-orm';
import type { Act } from '../../../priority-ports.ts';
import type { FactorChange, KeptFactor, SecondFactorBook, Standing } from '../../../second-factor-ports.ts';
import type { Database, Queries } from '../../database.ts';
import { instantText } from '../queries/instant-text.ts';
import { authSession, secondFactors, settings } from '../schema/index.ts';
import { appendAuditLine } from './drizzle-audit-log.ts';

const KEY = 'second-factor';

type Row = typeof secondFactors.$inferSelect;

export class DrizzleSecondFactorBook implements SecondFactorBook {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  setting(): Promise<SecondFactorSetting> {
    return readSetting(this.database.queries);
  }

  setSetting(setting: SecondFactorSetting, { by, at }: Act): Promise<void> {
    return this.database.transaction(async (queries) => {
      const before = await readSetting(queries);
      const row = { value: setting, updatedAt: new Date(at), updatedBy: by.id };
      await queries
        .insert(settings)
        .values({ key: KEY, ...row })
        .onConflictDoUpdate({ target: settings.key, set: row });
      const detail = { before, after: setting };
      await appendAuditLine(queries, { at, actor: by.id, act: 'second-factor:set', subject: '', detail });
    });
  }

  async standing(user: UserId, session: string): Promise<Standing> {
    const { rows } = await this.database.queries.execute<{
      value: unknown;
      secret: string | null;
      confirmed: string | null;
      step: string | null;
      recovery: readonly string[] | null;
      code: string | null;
    }>(sql`
      select (select value from settings where key = ${KEY}) as value, f.secret, f.last_step::text as step, f.recovery,
        ${instantText('f.confirmed_at')} as confirmed, ${instantText('s.code_at')} as code
      from (select 1) asked
        left join second_factors f on f.user_id = ${user}
        left join auth_session s on s.id = ${session} and s.user_id = ${user}`);
    const [row] = rows;
    const kept: KeptFactor | null =
      row === undefined || row.secret === null
        ? null
        : {
            secret: row.secret,
            confirmedAt: row.confirmed,
            lastStep: row.step === null ? null : Number(row.step),
            recovery: row.recovery ?? [],
          };
    return { setting: settingOf(row?.value), kept, codeAt: row?.code ?? null };
  }

  begin(user: UserId, sealed: string, mustStay: (kept: KeptFactor) => boolean, at: string): Promise<boolean> {
    return this.database.transaction(async (queries) => {
      const kept = await lock(queries, user);
      if (kept !== undefined && mustStay(kept)) return false;
      const row = { secret: sealed, confirmedAt: null, lastStep: null, recovery: [] };
      const written = await queries
        .insert(secondFactors)
        .values({ userId: user, ...row })
        .onConflictDoUpdate({
          target: secondFactors.userId,
          set: row,
          // Of two that begin at once where there was nothing, one may even be confirmed by now.
          ...(kept === undefined ? { setWhere: sql`${secondFactors.confirmedAt} is null` } : {}),
        })
        .returning({ user: secondFactors.userId });
      if (written.length === 0) return false;
      await appendAuditLine(queries, {
        at,
        actor: user,
        act: 'second-factor:begin',
        subject: user,
        detail: {},
      });
      return true;
    });
  }

  change(
    { user, session }: { readonly user: UserId; readonly session: string },
    decide: (kept: KeptFactor) => FactorChange,
    at: string,
  ): Promise<FactorChange | undefined> {
    return this.database.transaction(async (queries) => {
      const kept = await lock(queries, user);
      if (kept === undefined) return undefined;
      const change = decide(kept);
      const note = (act: string, detail: Readonly<Record<string, unknown>>): Promise<void> =>
        appendAuditLine(queries, { at, actor: user, act: `second-factor:${act}`, subject: user, detail });
      switch (change.kind) {
        case 'refused':
          await note('refused', { why: change.why });
          break;
        case 'removed':
          await remove(queries, user);
          await note('remove', {});
          break;
        case 'accepted': {
          const { by, confirms, lastStep, recovery } = change;
          await queries
            .update(secondFactors)
            .set({ lastStep, recovery, ...(confirms ? { confirmedAt: new Date(at) } : {}) })
            .where(eq(secondFactors.userId, user));
          await queries
            .update(authSession)
            .set({ codeAt: new Date(at) })
            .where(and(eq(authSession.id, session), eq(authSession.userId, user)));
          await note(confirms ? 'confirm' : 'code', { by, recoveryCodesLeft: recovery.length });
          break;
        }
      }
      return change;
    });
  }

  reset(user: UserId, { by, at }: { readonly by: string; readonly at: string }): Promise<boolean> {
    return this.database.transaction(async (queries) => {
      if (!(await remove(queries, user))) return false;
      await appendAuditLine(queries, {
        at,
        actor: by,
        act: 'second-factor:reset',
        subject: user,
        detail: {},
      });
      return true;
    });
  }
}

/** Held until the transaction ends: who comes next sees what this one has written. */
async function lock(queries: Queries, user: UserId): Promise<KeptFactor | undefined> {
  const [row] = await queries
    .select()
    .from(secondFactors)
    .where(eq(secondFactors.userId, user))
    .for('update');
  return row === undefined ? undefined : keptOf(row);
}

const keptOf = ({ secret, confirmedAt, lastStep, recovery }: Row): KeptFactor => ({
  secret,
  confirmedAt: confirmedAt?.toISOString() ?? null,
  lastStep,
  recovery,
});

/** With it goes that a code was given: that was a code of the one that is gone. */
async function remove(queries: Queries, user: UserId): Promise<boolean> {
  const gone = await queries
    .delete(secondFactors)
    .where(eq(secondFactors.userId, user))
    .returning({ user: secondFactors.userId });
  await queries
    .update(authSession)
    .set({ codeAt: null })
    .where(and(eq(authSession.userId, user), isNotNull(authSession.codeAt)));
  return gone.length > 0;
}

async function readSetting(queries: Queries): Promise<SecondFactorSetting> {
  const [row] = await queries.select().from(settings).where(eq(settings.key, KEY));
  return settingOf(row?.value);
}

/** Nothing is kept until it is set. What cannot be read asks for codes: a damaged row must not open what it closed. */
function settingOf(value: unknown): SecondFactorSetting {
  if (value === undefined || value === null) return DEFAULT_SECOND_FACTOR;
  const read = secondFactorSettingSchema.safeParse(value);
  return read.success ? read.data : { ...DEFAULT_SECOND_FACTOR, required: true };
}
