import { limits } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import type { OpenRosaForm } from './openrosa-forms.ts';
import { OPENROSA_FORMS } from './openrosa-forms.ts';
import { readAnswers } from './read-answers.ts';
import { textOf, type XmlElement } from './xml-element.ts';

const PLACE = '00000000-0000-7000-8000-000000000001';
const node = (
  name: string,
  content: string | readonly XmlElement[] = '',
  attributes: Readonly<Record<string, string>> = {},
): XmlElement => ({
  name,
  attributes: new Map(Object.entries(attributes)),
  children: typeof content === 'string' ? [] : content,
  text: typeof content === 'string' ? content : '\n  ',
});
function formNamed(id: string): OpenRosaForm {
  const found = OPENROSA_FORMS.find((form) => form.id === id);
  if (found === undefined) throw new Error(`no form ${id}`);
  return found;
}
const health = formNamed('fieldsync-assessment-health');
const delivery = formNamed('fieldsync-response-health');
const must = [node('affectedEntityId', PLACE), node('assessedAt', '2026-11-20T10:30:00.000+01:00')];
const assessed = (...more: readonly XmlElement[]) => readAnswers(health, node('data', [...must, ...more]));
const line = (...columns: readonly [string, string][]): XmlElement =>
  node(
    'medicinesDelivered',
    columns.map(([name, text]) => node(name, text)),
  );
const opening = [
  node('affectedEntityId', PLACE),
  node('status', 'DELIVERED'),
  node('deliveredDate', '2026-11-20'),
  node('recordedAt', '2026-11-20T10:30:00Z'),
];
const delivered = (...more: readonly XmlElement[]) =>
  readAnswers(delivery, node('data', [...opening, ...more]));

describe('a form that was filled in elsewhere', () => {
  it('[X3] becomes the answers of a record, with the sector that its name says; what is beside answers is none', () => {
    const read = assessed(
      node('start', 'x'),
      node('end', 'x'),
      node('meta', [node('instanceID', 'x')]),
      node('numberHealthFacilities', ' 2 '),
      node('commonHealthIssues', 'CHOLERA MALARIA'),
    );
    expect(read).toEqual({
      ok: true,
      data: {
        assessmentType: 'HEALTH',
        affectedEntityId: PLACE,
        assessedAt: '2026-11-20T09:30:00.000Z',
        numberHealthFacilities: 2,
        commonHealthIssues: ['CHOLERA', 'MALARIA'],
      },
    });
  });

  it('[X3] has no answer where nothing was written, also to a question that there is no more', () => {
    const read = assessed(
      node('numberHealthFacilities', ' \n'),
      node('askedOnce', ''),
      node('group', [node('inner', ' ')]),
    );
    expect(read.ok && Object.keys(read.data)).toEqual(['assessmentType', 'affectedEntityId', 'assessedAt']);
  });

  it.each<[string, readonly XmlElement[], string, string]>([
    ['an answer to no question', [node('askedOnce', '3')], 'askedOnce', 'no such question'],
    ['one somewhere inside', [node('g', [node('a', [node('b', '1')])])], 'g', 'no such question'],
    [
      'two answers',
      [node('numberHealthFacilities', '1'), node('numberHealthFacilities', '2')],
      'numberHealthFacilities',
      'answered twice',
    ],
    [
      'parts where none belong',
      [node('numberHealthFacilities', [node('x', '1')])],
      'numberHealthFacilities',
      'has parts, and should have none',
    ],
    [
      'what cannot be read',
      [node('numberHealthFacilities', 'two')],
      'numberHealthFacilities',
      'must be a whole number',
    ],
  ])('[X3] with %s is refused, and the field is named', (_, more, field, message) => {
    expect(assessed(...more)).toEqual({ ok: false, problem: { field, message } });
  });

  it('[X3] with text outside of its answers is refused', () => {
    const root = { ...node('data', must), text: ' hello ' };
    expect(readAnswers(health, root)).toEqual({
      ok: false,
      problem: { field: '', message: 'has text outside of its answers' },
    });
  });

  it('[X3] goes through the schema of every record, which names the field', () => {
    const read = assessed(node('numberHealthFacilities', '-1'));
    expect(read).toMatchObject({ ok: false, problem: { field: 'numberHealthFacilities' } });
    expect(readAnswers(health, node('data', must.slice(1)))).toMatchObject({
      ok: false,
      problem: { field: 'affectedEntityId' },
    });
  });
});

describe('a list in a form that was filled in elsewhere', () => {
  it('[X3] has a line for each that was filled in; an empty one and an old client’s pattern are none', () => {
    const read = delivered(
      node('medicinesDelivered', [node('name', 'pattern')], { template: '' }),
      line(['name', 'ORS'], ['quantity', '2.5'], ['unit', 'box']),
      line(['name', ''], ['quantity', ' ']),
      line(['name', ' Zinc '], ['quantity', '10'], ['unit', 'strip']),
    );
    expect(read).toMatchObject({
      ok: true,
      data: {
        medicinesDelivered: [
          { name: 'ORS', quantity: 2.5, unit: 'box' },
          { name: 'Zinc', quantity: 10, unit: 'strip' },
        ],
      },
    });
  });

  it.each<[string, XmlElement, string]>([
    ['with a column that is none', line(['name', 'ORS'], ['colour', 'red']), 'colour'],
    ['named as what every object has', line(['toString', 'x']), 'toString'],
    ['with an amount that is none', line(['quantity', 'many']), 'quantity'],
    ['with a column twice', line(['name', 'ORS'], ['name', 'Zinc']), 'name'],
    ['with parts in a column', node('medicinesDelivered', [node('name', [node('x', 'ORS')])]), 'name'],
  ])('[X3] %s is refused, and line and column are named', (_, bad, column) => {
    const read = delivered(line(['name', 'ORS'], ['quantity', '1'], ['unit', 'box']), bad);
    expect(read).toMatchObject({ ok: false, problem: { field: `medicinesDelivered.1.${column}` } });
  });

  it('[X3] with text beside its columns is refused', () => {
    const read = delivered({ ...line(['name', 'ORS']), text: 'hello' });
    expect(read).toMatchObject({ ok: false, problem: { message: 'has text outside of its answers' } });
  });

  it('[X4] ends at the longest that the schema takes', () => {
    const lines = (count: number) =>
      Array.from({ length: count }, () => line(['name', 'ORS'], ['quantity', '1'], ['unit', 'box']));
    expect(delivered(...lines(limits.listLength)).ok).toBe(true);
    expect(delivered(...lines(limits.listLength + 1))).toEqual({
      ok: false,
      problem: { field: 'medicinesDelivered', message: `at most ${String(limits.listLength)} lines` },
    });
  });
});

describe('a part of a form', () => {
  it('has the text of the child, and none where there is only space', () => {
    const root = node('data', [node('a', ' x '), node('b', ' ')]);
    expect(['a', 'b', 'c'].map((name) => textOf(root, name))).toEqual(['x', undefined, undefined]);
  });
});
