import {
  keptRuleSchema,
  overrideAnswerSchema,
  overrideRequestSchema,
  paths,
  priorityQueueSchema,
  priorityRuleSchema,
  recalculationSchema,
  ruleChangeSchema,
  ruleDraftSchema,
  ruleListSchema,
  ruleTestRequestSchema,
  ruleTestSchema,
} from '@fieldsync/protocol';
import { z } from 'zod';
import type { RouteDescriptions } from './route-description.ts';

export const ruleRemovalSchema = z.object({ revision: z.coerce.number().int().min(1) });

const version = z.object({ version: z.number().int() }).meta({ id: 'RulesVersion' });
const params = { id: { schema: priorityRuleSchema.shape.id, says: 'Id of the rule.' } };
const rule = {
  name: 'Cholera first',
  entityType: 'ASSESSMENT',
  conditions: [{ field: 'data.commonHealthIssues', operator: 'CONTAINS', value: 'CHOLERA', modifier: 25 }],
  priorityModifier: 0,
  isActive: true,
};
const staleSays =
  'A rule that somebody has changed meanwhile is answered with 409 and the rule as it is now in `meta.current`.';

export const PRIORITY_ROUTES: RouteDescriptions = {
  [`GET ${paths.rules}`]: {
    name: 'listRules',
    tag: 'Priority',
    summary: 'The rules by which records are scored',
    answer: ruleListSchema,
  },
  [`POST ${paths.rules}`]: {
    name: 'addRule',
    tag: 'Priority',
    summary: 'Add a rule',
    details:
      'Reaches the phones with their next exchange. An account makes a bounded number of new rules an hour.',
    body: ruleDraftSchema,
    answer: keptRuleSchema,
    meta: version,
    errors: ['BUSY'],
    examples: { body: rule },
  },
  [`POST ${paths.testRule}`]: {
    name: 'testRule',
    tag: 'Priority',
    summary: 'Try a rule on records of the last days, changing nothing',
    body: ruleTestRequestSchema,
    answer: ruleTestSchema,
    examples: { body: { rule, days: 7 } },
  },
  [`PUT ${paths.rules}/:id`]: {
    name: 'changeRule',
    tag: 'Priority',
    summary: 'Change a rule',
    details: staleSays,
    params,
    body: ruleChangeSchema,
    answer: keptRuleSchema,
    meta: version,
    errors: ['CONFLICT'],
    examples: { body: { rule, revision: 1 } },
  },
  [`DELETE ${paths.rules}/:id`]: {
    name: 'removeRule',
    tag: 'Priority',
    summary: 'Delete a rule',
    details: staleSays,
    params,
    query: ruleRemovalSchema,
    querySays: { revision: 'Which change of the rule the caller was looking at.' },
    answer: priorityRuleSchema.pick({ id: true }),
    meta: version,
    errors: ['CONFLICT'],
  },
  [`POST ${paths.override}`]: {
    name: 'overrideScores',
    tag: 'Priority',
    summary: 'Set scores by hand, or take that back',
    details:
      'For records at the office, on phones, and those that have not been heard of: their score waits for them.',
    body: overrideRequestSchema,
    answer: overrideAnswerSchema,
    examples: {
      body: {
        recordIds: ['0198f2a0-6f00-7000-8000-0000000000b1'],
        score: 95,
        justification: 'The clinic has confirmed two cases.',
      },
    },
  },
  [`GET ${paths.queue}`]: {
    name: 'readQueue',
    tag: 'Priority',
    summary: 'What all phones still hold, by their own word',
    answer: priorityQueueSchema,
  },
  [`GET ${paths.recalculate}`]: {
    name: 'readRecalculation',
    tag: 'Priority',
    summary: 'How far scoring everything once more has come',
    answer: recalculationSchema.nullable(),
  },
  [`PUT ${paths.recalculate}`]: {
    name: 'recalculate',
    tag: 'Priority',
    summary: 'Score everything once more, in the background',
    answer: recalculationSchema,
  },
};
