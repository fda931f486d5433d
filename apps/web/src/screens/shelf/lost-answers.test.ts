import { describe, expect, it } from 'vitest';
import { sampleEntry } from '../../testing/samples.ts';
import { en } from '../../words/en.ts';
import { lostAnswers } from './lost-answers.ts';

const lost = (data: unknown) => lostAnswers(sampleEntry({ data }), en);

describe('[C2] what a discard would lose', () => {
  it('is named by its answers, not by its number', () => {
    expect(lost({ assessmentType: 'HEALTH', hasFunctionalClinic: true, numberHealthFacilities: 2 })).toBe(
      'Lost with it: Working clinic, Health facilities.',
    );
  });

  it('names the first three and counts the rest', () => {
    const data = {
      hasFunctionalClinic: true,
      numberHealthFacilities: 2,
      qualifiedHealthWorkers: 5,
      hasMedicineSupply: false,
      commonHealthIssues: ['CHOLERA'],
    };
    expect(lost(data)).toBe('Lost with it: Working clinic, Health facilities, Qualified workers and 2 more.');
  });

  it('says nothing where nothing was answered', () => {
    expect(lost({ assessmentType: 'HEALTH' })).toBeUndefined();
    expect(lost(null)).toBeUndefined();
  });
});
