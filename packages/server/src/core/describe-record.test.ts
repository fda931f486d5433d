import { describe, expect, it } from 'vitest';
import { healthData, record, testId } from '../testing/operations.ts';
import { describeRecord } from './describe-record.ts';

const described = (parts: Pick<Parameters<typeof describeRecord>[0], 'type' | 'data'>) =>
  describeRecord({ choice: null, scoreOverride: null, rules: [], ...parts });

describe('what lists know of a record', () => {
  it('is its sector, its place and what it answers', () => {
    expect(described({ type: 'ASSESSMENT', data: healthData() })).toMatchObject({
      sector: 'HEALTH',
      affectedEntityId: testId('place', 1),
      refersTo: null,
    });
    const answer = { responseType: 'WASH', affectedEntityId: testId('place', 2), assessmentId: record(1) };
    expect(described({ type: 'RESPONSE', data: answer })).toMatchObject({
      sector: 'WASH',
      affectedEntityId: testId('place', 2),
      refersTo: record(1),
    });
  });

  it('is nothing of what the record does not say: a photo has neither sector nor place', () => {
    expect(described({ type: 'MEDIA', data: { belongsTo: record(1) } })).toMatchObject({
      sector: null,
      affectedEntityId: null,
      refersTo: record(1),
    });
  });
});
