import { DEFAULT_RULES } from '@fieldsync/protocol';
import { expect, it } from 'vitest';
import { en } from '../words/en.ts';
import { previewPriority } from './priority-preview.ts';

const preview = (data: Record<string, unknown>, choice?: 'HIGH' | 'NORMAL' | 'LOW') =>
  previewPriority(
    { type: 'ASSESSMENT', data: { assessmentType: 'HEALTH', ...data }, choice },
    DEFAULT_RULES,
    en,
  );

it('names the rule that puts a record first', () => {
  const cholera = { commonHealthIssues: ['CHOLERA'], peopleAffected: 2_310 };
  expect(preview(cholera)).toEqual({
    band: 'CRITICAL',
    sentence: 'Health emergency. Goes first when there is signal.',
  });
  expect(preview(cholera, 'LOW').band).toBe('CRITICAL');
});

it('follows the choice where the content says nothing', () => {
  expect(preview({})).toEqual({ band: 'NORMAL', sentence: 'Goes in its turn.' });
  expect(preview({}, 'HIGH')).toEqual({ band: 'HIGH', sentence: 'Goes before normal records.' });
  expect(preview({}, 'LOW')).toEqual({ band: 'LOW', sentence: 'Goes after the others.' });
});
