import type { PriorityRule } from './priority-rule.ts';
import { EPIDEMIC_DISEASES } from './records/assessment.ts';

/** The two rules that each installation starts with. */
export const DEFAULT_RULES: readonly PriorityRule[] = [
  {
    id: 'health-emergency',
    name: 'Health emergency',
    entityType: 'ASSESSMENT',
    conditions: [
      { field: 'data.assessmentType', operator: 'EQUALS', value: 'HEALTH', modifier: 0 },
      { field: 'data.commonHealthIssues', operator: 'IN_ARRAY', value: [...EPIDEMIC_DISEASES], modifier: 0 },
    ],
    priorityModifier: 25,
    isActive: true,
    createdBy: 'Fieldsync',
    createdAt: '2026-01-01T00:00:00.000Z',
  },
  {
    id: 'high-population-impact',
    name: 'High population impact',
    entityType: 'ASSESSMENT',
    conditions: [{ field: 'data.peopleAffected', operator: 'GREATER_THAN', value: 500, modifier: 0 }],
    priorityModifier: 20,
    isActive: true,
    createdBy: 'Fieldsync',
    createdAt: '2026-01-01T00:00:00.000Z',
  },
];
