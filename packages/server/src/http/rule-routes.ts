import type { KeptRule } from '@fieldsync/protocol';
import {
  limits,
  paths,
  priorityRuleSchema,
  ruleChangeSchema,
  ruleDraftSchema,
  ruleTestRequestSchema,
} from '@fieldsync/protocol';
import type { Context } from 'hono';
import type { Act, RecentRecords, RuleBook } from '../priority-ports.ts';
import type { Clock, MintId } from '../services/clock.ts';
import { isoTime } from '../services/clock.ts';
import type { EventBus } from '../services/event-bus.ts';
import { runRuleTest } from '../services/rule-tester.ts';
import { ruleRemovalSchema } from './api/describe-priority.ts';
import type { HttpEnv } from './http-env.ts';
import { check, readJson } from './read-json.ts';
import { sendData, sendProblem } from './reply.ts';
import type { Mount } from './routes.ts';

export interface RuleRouteParts {
  readonly rules: RuleBook;
  readonly recent: RecentRecords;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly mintId: MintId;
}

/** The rules by which records are scored. Each change reaches the phones with their next exchange. */
export function ruleRoutes(mount: Mount, parts: RuleRouteParts): void {
  const { rules, bus, clock, mintId } = parts;
  const act = (c: Context<HttpEnv>): Act => ({ by: c.get('actor'), at: isoTime(clock()) });
  /** Postgres would refuse what is no text with an error of its own. */
  const idOf = (c: Context<HttpEnv>) => priorityRuleSchema.shape.id.safeParse(c.req.param('id')).data;
  const done = (c: Context<HttpEnv>, data: unknown, version: number): Promise<Response> => {
    bus.publish({ kind: 'rules', version });
    return sendData(c, data, { version });
  };

  mount('GET', paths.rules, async (c) => sendData(c, await rules.list()));

  mount('POST', paths.rules, async (c) => {
    const draft = await readJson(c.req.raw, ruleDraftSchema);
    if (!draft.ok) return sendProblem(c, draft.error);
    const added = await rules.add(mintId(), draft.value, act(c));
    switch (added.kind) {
      case 'added':
        return done(c, added.kept, added.version);
      case 'too-many-new':
        return sendProblem(c, {
          code: 'BUSY',
          message: `You have made ${String(limits.newRulesPerHour)} new rules within an hour.`,
          retryAfterMs: added.retryAfterMs,
        });
      case 'full':
        return sendProblem(c, {
          code: 'VALIDATION',
          message: `There are ${String(limits.rulesPerConfig)} rules already: delete one first.`,
        });
    }
  });

  mount('POST', paths.testRule, async (c) => {
    const request = await readJson(c.req.raw, ruleTestRequestSchema);
    if (!request.ok) return sendProblem(c, request.error);
    return sendData(c, await runRuleTest(parts, request.value, act(c)));
  });

  mount('PUT', `${paths.rules}/:id`, async (c) => {
    const change = await readJson(c.req.raw, ruleChangeSchema);
    if (!change.ok) return sendProblem(c, change.error);
    const id = idOf(c);
    if (id === undefined) return missing(c);
    const changed = await rules.change(id, change.value, act(c));
    if (changed.kind === 'changed') return done(c, changed.kept, changed.version);
    return changed.kind === 'missing' ? missing(c) : stale(c, changed.kept);
  });

  mount('DELETE', `${paths.rules}/:id`, async (c) => {
    const asked = check(ruleRemovalSchema, c.req.query());
    if (!asked.ok) return sendProblem(c, asked.error);
    const id = idOf(c);
    if (id === undefined) return missing(c);
    const removed = await rules.remove(id, asked.value.revision, act(c));
    if (removed.kind === 'removed') return done(c, { id }, removed.version);
    return removed.kind === 'missing' ? missing(c) : stale(c, removed.kept);
  });
}

function missing(c: Context): Promise<Response> {
  return sendProblem(c, { code: 'NOT_FOUND', message: 'There is no such rule any more.' });
}

/** With the rule as it is now, so that a person can look at it before they decide. */
function stale(c: Context, current: KeptRule): Promise<Response> {
  const error = { code: 'CONFLICT' as const, message: 'Somebody has changed this rule meanwhile.' };
  return sendProblem(c, error, { current });
}
