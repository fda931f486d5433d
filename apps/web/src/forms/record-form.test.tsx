// @vitest-environment happy-dom
import type { Draft, SaveRecord, SaveResult, StoredRecord, UpdateRecord } from '@fieldsync/engine';
import {
  DEFAULT_RULES,
  type AffectedEntity,
  type AffectedEntityId,
  type RecordId,
  type Sector,
} from '@fieldsync/protocol';
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formDefinition, type FormPart, type FormType } from '@fieldsync/protocol/forms';
import { unpackDraft } from './draft-answers.ts';
import { startForm } from './form-start.ts';
import { RecordForm } from './record-form.tsx';

const placeId = '0197a1b2-0000-7000-8000-000000000001' as AffectedEntityId;
const recordId = '0197a1b2-0000-7000-8000-0000000000aa' as RecordId;
const now = '2026-03-02T09:00:00.000Z';
const places: AffectedEntity[] = [
  {
    id: placeId,
    name: 'Dikwa camp',
    kind: 'CAMP',
    lga: 'Dikwa',
    ward: 'Ward B',
    latitude: 12,
    longitude: 13.9,
  },
];

function storedRecord(data: Record<string, unknown>): StoredRecord {
  return {
    id: recordId,
    type: 'ASSESSMENT',
    sector: 'HEALTH',
    placeId,
    data,
    base: { version: 4, data },
    state: 'office',
    score: 40,
    band: 'NORMAL',
    reasons: [],
    reason: '',
    choice: null,
    deleted: false,
    savedAt: 0,
    officeAt: 0,
  };
}

/** An engine whose disk answers as the test says; what it was given is kept. */
function phone() {
  const saves: SaveRecord[] = [];
  const updates: UpdateRecord[] = [];
  const drafts: Omit<Draft, 'savedAt'>[] = [];
  const next: { answer: () => Promise<SaveResult> } = {
    answer: async () => ({ ok: true, record: storedRecord({}) }),
  };
  const engine = {
    save: (input: SaveRecord) => {
      saves.push(input);
      return next.answer();
    },
    update: (input: UpdateRecord) => {
      updates.push(input);
      return next.answer();
    },
    saveDraft: async (draft: Omit<Draft, 'savedAt'>) => {
      drafts.push(draft);
    },
  };
  return { engine, saves, updates, drafts, next };
}

type Phone = ReturnType<typeof phone>;

function Opened({
  on,
  type = 'ASSESSMENT',
  sector = 'HEALTH',
  record,
  draft,
  lastPlaceId = placeId,
  toFix,
  saved,
}: {
  on: Phone;
  type?: FormType;
  sector?: Sector;
  record?: StoredRecord;
  draft?: Draft;
  lastPlaceId?: string | null;
  toFix?: readonly string[];
  saved: StoredRecord[];
}) {
  const definition = formDefinition(type, sector);
  const [part, setPart] = useState<FormPart>('opening');
  const facts = {
    definition,
    record,
    draft,
    lastPlaceId: lastPlaceId ?? undefined,
    assessment: undefined,
    toFix,
    now,
  };
  const [start] = useState(() => startForm(facts));
  return (
    <RecordForm
      engine={on.engine}
      definition={definition}
      start={start}
      draftKey="assessment:HEALTH"
      rules={DEFAULT_RULES}
      places={places}
      assessments={[]}
      now={new Date(now)}
      part={part}
      // Later, as an address changes.
      onPart={(next) => queueMicrotask(() => act(() => setPart(next)))}
      onBack={() => undefined}
      onSaved={(each) => saved.push(each)}
      onStartAgain={() => undefined}
    />
  );
}

let on: Phone;
let saved: StoredRecord[];
beforeEach(() => {
  on = phone();
  saved = [];
});
afterEach(cleanup);

const press = (name: string | RegExp): boolean => fireEvent.click(screen.getByRole('button', { name }));
const nextPart = async (): Promise<void> => {
  press('Next part');
  await settle();
};
const choose = (question: string, answer: string): void => {
  const set = screen.getByText(question).closest('[class*="pt-3.5"]') as HTMLElement;
  fireEvent.click(within(set).getByLabelText(answer));
};
const type = (question: string, text: string): boolean =>
  fireEvent.change(screen.getByLabelText(question), { target: { value: text } });
const settle = (): Promise<void> => act(async () => undefined);

describe('saving', () => {
  it('hands over the answers that were given and nothing that is not known', async () => {
    render(<Opened on={on} saved={saved} />);
    type('People affected', '2310');
    await nextPart();
    choose('Is there a working clinic?', 'Yes');
    choose('Enough medicine for a week?', 'Not known');
    choose('Common health issues', 'Cholera, suspected');
    press('Save');
    await waitFor(() => expect(saved).toHaveLength(1));
    expect(on.saves).toEqual([
      {
        type: 'ASSESSMENT',
        draftKey: 'assessment:HEALTH',
        data: {
          assessmentType: 'HEALTH',
          affectedEntityId: placeId,
          assessedAt: now,
          peopleAffected: 2310,
          hasFunctionalClinic: true,
          commonHealthIssues: ['CHOLERA'],
        },
      },
    ]);
  });

  it('says what the answers mean for the order, by the rules on this phone', async () => {
    render(<Opened on={on} saved={saved} />);
    type('People affected', '2310');
    await nextPart();
    choose('Common health issues', 'Cholera, suspected');
    expect(screen.getByText('Critical')).toBeDefined();
    expect(screen.getByText('Health emergency. Goes first when there is signal.')).toBeDefined();
  });

  it('goes on at the top of the next part, not behind it at the button', async () => {
    render(<Opened on={on} saved={saved} />);
    const before = document.activeElement;
    await nextPart();
    expect(document.activeElement?.tagName).toBe('SECTION');
    expect(document.activeElement).not.toBe(before);
  });

  it('[S1] saves once, however often the button is tapped', async () => {
    let finish: (result: SaveResult) => void = () => undefined;
    on.next.answer = () => new Promise((resolve) => (finish = resolve));
    render(<Opened on={on} saved={saved} />);
    press('Save');
    press('Save');
    await settle();
    press(/Save|Saving/);
    await settle();
    expect(on.saves).toHaveLength(1);
    finish({ ok: true, record: storedRecord({}) });
    await waitFor(() => expect(saved).toHaveLength(1));
    press(/Save|Saving/);
    await settle();
    expect(on.saves).toHaveLength(1);
  });

  it('[C1] is not done before the phone says so, and says what to do when the phone is full', async () => {
    on.next.answer = async () => ({ ok: false, reason: 'full' });
    render(<Opened on={on} saved={saved} />);
    press('Save');
    expect(await screen.findByText('This phone is full')).toBeDefined();
    expect(saved).toEqual([]);
    on.next.answer = async () => ({ ok: true, record: storedRecord({}) });
    press('Save');
    await waitFor(() => expect(saved).toHaveLength(1));
  });

  it('[C2] keeps the answers when the phone cannot write, and says what it said', async () => {
    on.next.answer = () => Promise.reject(new Error('the database is closing'));
    render(<Opened on={on} saved={saved} />);
    type('People affected', '12');
    press('Save');
    expect(await screen.findByText('The phone says: Error: the database is closing')).toBeDefined();
    await waitFor(() => expect(on.drafts.at(-1)?.answers['peopleAffected']).toBe(12));
    expect(screen.getByDisplayValue('12')).toBeDefined();
  });

  it('sends the choice of priority only when one was made', async () => {
    render(<Opened on={on} saved={saved} />);
    await nextPart();
    await nextPart();
    choose('How urgent is it?', 'High');
    press('Save');
    await waitFor(() => expect(on.saves[0]?.priority).toBe('HIGH'));
  });
});

describe('[X3] an answer to fix', () => {
  it('is marked under its question and gets the focus, also in another part', async () => {
    render(<Opened on={on} saved={saved} sector="POPULATION" />);
    await nextPart();
    type('Total population', '3960');
    type('Women and girls', '4120');
    await nextPart();
    press('Save');
    expect(await screen.findByText('4,120 is more than the total population, 3,960.')).toBeDefined();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Women and girls')));
    expect(on.saves).toEqual([]);
    type('Women and girls', '1120');
    await waitFor(() => expect(screen.queryByText(/more than the total/)).toBeNull());
    press('Save');
    await waitFor(() => expect(saved).toHaveLength(1));
  });

  it('asks for the place when none is known', async () => {
    render(<Opened on={on} saved={saved} lastPlaceId={null} />);
    press('Save');
    expect(await screen.findByText('Choose the camp or community.')).toBeDefined();
  });

  it('shows what the engine found wrong', async () => {
    on.next.answer = async () => ({
      ok: false,
      reason: 'invalid',
      problems: [{ field: 'hasMedicineSupply', message: 'expected boolean' }],
    });
    render(<Opened on={on} saved={saved} />);
    press('Save');
    expect(await screen.findByText('This answer does not fit. Choose it again.')).toBeDefined();
    expect(screen.getByText('One answer to fix, then it saves')).toBeDefined();
  });
});

describe('drafts', () => {
  it('[C2] each answer is kept, and said to be kept only then', async () => {
    render(<Opened on={on} saved={saved} />);
    expect(on.drafts).toEqual([]);
    expect(screen.queryByText('Draft kept')).toBeNull();
    await nextPart();
    choose('Is there a working clinic?', 'Not known');
    expect(await screen.findByText('Draft kept')).toBeDefined();
    expect(on.drafts.at(-1)).toMatchObject({
      key: 'assessment:HEALTH',
      type: 'ASSESSMENT',
      sector: 'HEALTH',
      recordId: null,
    });
    expect(unpackDraft(on.drafts.at(-1)?.answers ?? {}).answers['hasFunctionalClinic']).toBeNull();
  });

  it('goes on where it was, and says from when', async () => {
    const draft: Draft = {
      key: 'assessment:HEALTH',
      type: 'ASSESSMENT',
      sector: 'HEALTH',
      recordId: null,
      answers: {
        affectedEntityId: placeId,
        assessedAt: now,
        peopleAffected: 40,
        hasFunctionalClinic: null,
        '#priority': 'LOW',
      },
      savedAt: Date.parse(now),
    };
    render(<Opened on={on} saved={saved} draft={draft} lastPlaceId={null} />);
    expect(screen.getByText('You began this for Dikwa camp. Go on, or start again.')).toBeDefined();
    expect(screen.getByDisplayValue('40')).toBeDefined();
    press('Save');
    await waitFor(() => expect(on.saves[0]).toMatchObject({ priority: 'LOW', data: { peopleAffected: 40 } }));
    expect(on.saves[0]?.data).not.toHaveProperty('hasFunctionalClinic');
  });
});

describe('changing a record', () => {
  const data = {
    assessmentType: 'HEALTH',
    affectedEntityId: placeId,
    assessedAt: now,
    peopleAffected: 40,
    hasFunctionalClinic: true,
  };

  it('hands over what the form showed, so that only what changed is sent', async () => {
    render(<Opened on={on} saved={saved} record={storedRecord(data)} />);
    type('People affected', '41');
    press('Save');
    await waitFor(() => expect(saved).toHaveLength(1));
    expect(on.saves).toEqual([]);
    expect(on.updates).toEqual([
      {
        id: recordId,
        data: { ...data, peopleAffected: 41 },
        shown: { data, version: 4 },
        draftKey: 'assessment:HEALTH',
      },
    ]);
  });

  it('[K1] a draft of changes goes on from the version that it began with', async () => {
    const began = { ...data, peopleAffected: 39 };
    const draft: Draft = {
      key: `edit:${recordId}`,
      type: 'ASSESSMENT',
      sector: 'HEALTH',
      recordId,
      answers: { ...began, hasMedicineSupply: false, '#shown': { data: began, version: 3 } },
      savedAt: Date.parse(now),
    };
    render(<Opened on={on} saved={saved} record={storedRecord(data)} draft={draft} />);
    press('Save');
    await waitFor(() => expect(on.updates[0]?.shown).toEqual({ data: began, version: 3 }));
    expect(on.updates[0]?.data).toEqual({ ...began, hasMedicineSupply: false });
  });

  it('[X3] a record that the office would not take opens at the answer to fix', async () => {
    render(<Opened on={on} saved={saved} record={storedRecord(data)} toFix={['hasMedicineSupply']} />);
    await screen.findByText('This answer does not fit. Choose it again.');
    expect(document.activeElement?.closest('[role=radiogroup]')?.id).toBe('q-hasMedicineSupply');
    choose('Enough medicine for a week?', 'No');
    await waitFor(() => expect(screen.queryByText('This answer does not fit. Choose it again.')).toBeNull());
  });

  it('offers to save as new when the record is gone', async () => {
    on.next.answer = async () => ({ ok: false, reason: 'gone' });
    render(<Opened on={on} saved={saved} record={storedRecord(data)} />);
    press('Save');
    await screen.findByText('This record is no longer on this phone');
    on.next.answer = async () => ({ ok: true, record: storedRecord(data) });
    press('Save as a new record');
    await waitFor(() => expect(on.saves[0]?.data).toEqual(data));
  });
});
