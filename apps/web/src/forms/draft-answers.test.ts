import { describe, expect, it } from 'vitest';
import { draftHref, draftKey, packDraft, summariseDraft, unpackDraft } from './draft-answers.ts';

const place = '0197a1b2-0000-7000-8000-000000000001';
const recordId = '0197a1b2-0000-7000-8000-0000000000aa';

describe('drafts', () => {
  it('keep the answers, the choice of priority and what an edit began from', () => {
    const content = {
      answers: { affectedEntityId: place, hasToilets: null },
      priority: 'HIGH' as const,
      shown: { data: { assessmentType: 'WASH' }, version: 3 },
    };
    expect(unpackDraft(packDraft(content))).toEqual(content);
    const plain = { answers: { hasToilets: true }, priority: undefined, shown: undefined };
    expect(unpackDraft(packDraft(plain))).toEqual(plain);
  });

  it('keep the answers when the extras are unreadable', () => {
    expect(unpackDraft({ hasToilets: true, '#priority': 'URGENT', '#shown': 7 })).toEqual({
      answers: { hasToilets: true },
      priority: undefined,
      shown: undefined,
    });
  });

  it('are one for each kind and sector, and one for each record that is changed', () => {
    expect(draftKey({ type: 'ASSESSMENT', sector: 'HEALTH', recordId: undefined })).toBe('assessment:HEALTH');
    expect(draftKey({ type: 'RESPONSE', sector: 'HEALTH', recordId: undefined })).toBe('response:HEALTH');
    expect(draftKey({ type: 'RESPONSE', sector: 'HEALTH', recordId })).toBe(`edit:${recordId}`);
  });

  it('lead back to their form', () => {
    expect(draftHref({ type: 'ASSESSMENT', sector: 'SHELTER', recordId: null })).toBe(
      '/capture/assessment/?sector=SHELTER',
    );
    expect(draftHref({ type: 'RESPONSE', sector: 'FOOD', recordId: recordId as never })).toBe(
      `/capture/response/?sector=FOOD&id=${recordId}`,
    );
  });

  it('say how far they are, without what the phone filled in', () => {
    const answers = packDraft({
      answers: {
        affectedEntityId: place,
        assessedAt: '2026-03-02T09:00:00.000Z',
        needsRepair: null,
        numberShelters: 40,
      },
      priority: 'LOW',
      shown: undefined,
    });
    const summary = summariseDraft({ type: 'ASSESSMENT', sector: 'SHELTER', answers });
    // Place, what happened, people, position, seven of the sector, anything else.
    expect(summary).toEqual({ placeId: place, answered: 3, asked: 12 });
  });
});
