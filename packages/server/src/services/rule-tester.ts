import type { PriorityRule, RuleTest, RuleTestRequest } from '@fieldsync/protocol';
import { NOTHING_TESTED, testRule, type ScoredRecord } from '../core/test-rule.ts';
import type { Act, RecentRecords, RuleBook } from '../priority-ports.ts';
import { isoTime } from './clock.ts';

/** More would hold up the embedded database for seconds; the answer says when there were more. */
const LOOKED_AT = 5_000;
const PAGE = 250;
const DAY_MS = 86_400_000;

/** What a rule would do, without it being in force: on real records, with the rules as they are. */
export async function runRuleTest(
  parts: { readonly rules: RuleBook; readonly recent: RecentRecords },
  request: RuleTestRequest,
  { by, at }: Act,
): Promise<RuleTest> {
  const { days, replaces } = request;
  const now = Date.parse(at);
  const kept = (await parts.rules.list()).items.map(({ rule }) => rule);
  // A test answers what the rule would do when it is on.
  const rule: PriorityRule = {
    ...request.rule,
    isActive: true,
    id: replaces ?? 'test',
    createdBy: by.name,
    createdAt: at,
  };
  const rules = kept.filter(({ id }) => id !== replaces);
  const replaced = kept.find(({ id }) => id === replaces);
  let counts = NOTHING_TESTED;
  let after: ScoredRecord | undefined;
  for (;;) {
    const page = await parts.recent.recent({
      type: rule.entityType,
      since: isoTime(now - days * DAY_MS),
      after,
      limit: Math.min(PAGE, LOOKED_AT + 1 - counts.looked),
    });
    const room = LOOKED_AT - counts.looked;
    counts = testRule(counts, page.slice(0, room), { rule, rules, replaced });
    after = page.at(-1);
    if (page.length > room) return { ...counts, days, complete: false };
    if (page.length < PAGE) return { ...counts, days, complete: true };
  }
}
