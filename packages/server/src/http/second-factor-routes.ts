import {
  beginSecondFactorSchema,
  givenCodeSchema,
  paths,
  secondFactorSettingSchema,
  userIdSchema,
} from '@fieldsync/protocol';
import type { Context } from 'hono';
import type { Accounts } from '../accounts/accounts.ts';
import type { AttemptLimits } from '../accounts/attempt-limits.ts';
import { PASSWORD_BY_ACCOUNT } from '../accounts/attempt-limits.ts';
import type { CodeGiver, CodeRefusal, SecondFactor } from '../accounts/second-factor.ts';
import type { AuditLog } from '../services/audit.ts';
import type { Clock } from '../services/clock.ts';
import { isoTime } from '../services/clock.ts';
import { callerOf } from './caller.ts';
import type { HttpEnv } from './http-env.ts';
import { readJson } from './read-json.ts';
import { sendData, sendProblem } from './reply.ts';
import type { Mount } from './routes.ts';

export interface SecondFactorRouteParts {
  readonly secondFactor: SecondFactor;
  readonly accounts: Accounts;
  readonly attempts: AttemptLimits;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly trustProxy: boolean;
}

/** What makes one-time codes: setting it up, giving a code, taking it away; and whether the office asks for codes. */
export function secondFactorRoutes(mount: Mount, parts: SecondFactorRouteParts): void {
  const { secondFactor, accounts, attempts, audit, clock } = parts;
  const who = (c: Context<HttpEnv>): CodeGiver => ({ actor: c.get('actor'), session: c.get('session') });
  const standing = async (c: Context<HttpEnv>) => sendData(c, await secondFactor.standing(who(c)));

  mount('GET', paths.secondFactor, standing);

  mount('POST', paths.secondFactor, async (c) => {
    const body = await readJson(c.req.raw, beginSecondFactorSchema);
    if (!body.ok) return sendProblem(c, body.error);
    const actor = c.get('actor');
    const { id, email } = actor;
    const wait = await attempts.take(PASSWORD_BY_ACCOUNT, id, clock());
    if (wait > 0) return tooOften(c, wait);
    const { password } = body.value;
    const checked = await accounts.checkPassword({ email, password }, callerOf(c, parts.trustProxy));
    if (checked.kind === 'refused') {
      const at = isoTime(clock());
      await audit.append({ at, actor: id, act: 'account:password-refused', subject: id, detail: {} });
      return sendProblem(c, {
        code: 'VALIDATION',
        message: 'This is not your password.',
        field: 'password',
      });
    }
    await attempts.forget(PASSWORD_BY_ACCOUNT, id);
    const begun = await secondFactor.begin(actor);
    if (begun !== undefined) return sendData(c, begun);
    return sendProblem(c, {
      code: 'ALREADY_EXISTS',
      message: 'Your account has an authenticator app. Remove that first.',
    });
  });

  mount('POST', paths.confirmSecondFactor, async (c) => {
    const body = await readJson(c.req.raw, givenCodeSchema);
    if (!body.ok) return sendProblem(c, body.error);
    const confirmed = await secondFactor.confirm(who(c), body.value.code);
    if ('kind' in confirmed) return refused(c, confirmed, clock());
    return sendData(c, { recoveryCodes: confirmed });
  });

  mount('POST', paths.giveCode, async (c) => {
    const body = await readJson(c.req.raw, givenCodeSchema);
    if (!body.ok) return sendProblem(c, body.error);
    const refusal = await secondFactor.give(who(c), body.value.code);
    return refusal === undefined ? standing(c) : refused(c, refusal, clock());
  });

  mount('POST', paths.removeSecondFactor, async (c) => {
    const body = await readJson(c.req.raw, givenCodeSchema);
    if (!body.ok) return sendProblem(c, body.error);
    const refusal = await secondFactor.remove(who(c), body.value.code);
    return refusal === undefined ? standing(c) : refused(c, refusal, clock());
  });

  mount('GET', paths.secondFactorSetting, async (c) => sendData(c, await secondFactor.setting()));

  mount('PUT', paths.secondFactorSetting, async (c) => {
    const body = await readJson(c.req.raw, secondFactorSettingSchema);
    if (!body.ok) return sendProblem(c, body.error);
    await secondFactor.set(body.value, c.get('actor'));
    return sendData(c, body.value);
  });

  mount('DELETE', `${paths.accounts}/:id/second-factor`, async (c) => {
    const by = c.get('actor');
    const { data: id } = userIdSchema.safeParse(c.req.param('id'));
    // One's own goes with a code alone, whatever the office has set.
    if (id === by.id)
      return sendProblem(c, {
        code: 'VALIDATION',
        message: 'This is your own account: remove it with a code.',
        field: 'id',
      });
    if (id === undefined || !(await secondFactor.reset(id, { by, at: isoTime(clock()) })))
      return sendProblem(c, {
        code: 'NOT_FOUND',
        message: 'There is no such account, or it has no authenticator app.',
      });
    return sendData(c, {});
  });
}

function tooOften(c: Context<HttpEnv>, retryAfterMs: number): Promise<Response> {
  return sendProblem(c, { code: 'BUSY', message: 'Too many attempts. Wait a little.', retryAfterMs });
}

const WORDS = {
  wrong: 'This is not the code.',
  used: 'This code has been used. Wait for the next one.',
  none: 'There is no authenticator app that this could be a code of.',
} as const;

/** Says why, and what the office takes for the time: a clock that is a minute off makes every code a wrong one. */
function refused(c: Context<HttpEnv>, refusal: CodeRefusal, now: number): Promise<Response> {
  if (refusal.kind === 'too-often') return tooOften(c, refusal.retryAfterMs);
  const { kind: why } = refusal;
  return sendProblem(
    c,
    { code: 'VALIDATION', message: WORDS[why], field: 'code' },
    { why, officeTime: isoTime(now) },
  );
}
