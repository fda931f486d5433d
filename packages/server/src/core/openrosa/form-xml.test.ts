import type { AffectedEntity } from '@fieldsync/protocol';
import { limits, POPULATION_PARTS } from '@fieldsync/protocol';
import type { Question } from '@fieldsync/protocol/forms';
import { formDefinition, isRequired, questionsEn, questionWords } from '@fieldsync/protocol/forms';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { formXml } from './form-xml.ts';
import { OPENROSA_FORMS, type OpenRosaForm } from './openrosa-forms.ts';

/** An element with its prefix, as a client sees it. */
interface Seen {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Seen[];
  text: string;
}

/** Throws where it is not well-formed, or a prefix is not declared. */
function seenIn(xml: string): Seen {
  const parser = new SaxesParser({ xmlns: true });
  const open: Seen[] = [{ name: '', attributes: {}, children: [], text: '' }];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const values = Object.values(attributes).map((each) => [each.name, each.value] as const);
    const next: Seen = { name, attributes: Object.fromEntries(values), children: [], text: '' };
    open.at(-1)?.children.push(next);
    open.push(next);
  });
  parser.on('text', (text) => {
    const current = open.at(-1);
    if (current !== undefined) current.text += text;
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(xml).close();
  const [root] = open[0]?.children ?? [];
  if (root === undefined) throw new Error('no element');
  return root;
}

const all = (from: Seen): Seen[] => [from, ...from.children.flatMap(all)];
const named = (from: Seen, name: string): Seen[] => all(from).filter((each) => each.name === name);
const child = (from: Seen | undefined, name: string): Seen | undefined =>
  from?.children.find((each) => each.name === name);
function only(found: readonly Seen[]): Seen {
  const [first, ...more] = found;
  if (first === undefined || more.length > 0) throw new Error(`${String(found.length)} instead of one`);
  return first;
}
const textOf = (from: Seen | undefined, name: string): string | undefined => child(from, name)?.text;
const choicesOf = (control: Seen) =>
  control.children
    .filter(({ name }) => name === 'item')
    .map((item) => [textOf(item, 'value'), textOf(item, 'label')]);

const place = (id: string, name: string, lga: string): AffectedEntity =>
  ({ id, name, lga }) as unknown as AffectedEntity;
const PLACES = [place('p1', 'Bama', 'Bama'), place('p2', 'Tom & Co <camp>', 'Gwoza')];
const formOf = (form: OpenRosaForm): Seen => seenIn(formXml(form, PLACES, 'v"1'));
const controlsOf = (form: Seen, field: string): Seen[] =>
  all(only(named(form, 'h:body'))).filter(({ attributes }) => attributes['ref'] === `/data/${field}`);
const question = (form: Seen, field: string) => ({
  bind: only(named(form, 'bind').filter(({ attributes }) => attributes['nodeset'] === `/data/${field}`))
    .attributes,
  controls: controlsOf(form, field),
});
const asked = OPENROSA_FORMS.flatMap((form) =>
  formDefinition(form.type, form.sector).questions.map((one) => ({ ...one, form })),
);
function firstOf(kind: Question['kind']): (typeof asked)[number] {
  const found = asked.find((one) => one.question.kind === kind);
  if (found === undefined) throw new Error(`nobody is asked ${kind}`);
  return found;
}
const inForm = (kind: Question['kind']) => {
  const { form, field } = firstOf(kind);
  const words = questionWords({ questions: questionsEn }, form.type, form.sector, field);
  return { field, words, ...question(formOf(form), field) };
};

describe.each(OPENROSA_FORMS)('the form $id', (form) => {
  const { questions } = formDefinition(form.type, form.sector);

  it('[X3] is well-formed, says its name, its id and its version, and carries who filled it in when', () => {
    const root = formOf(form);
    expect(root.name).toBe('h:html');
    expect(only(named(root, 'h:title')).text).toBe(form.name);
    const [data] = only(
      named(root, 'instance').filter(({ attributes }) => attributes['id'] === undefined),
    ).children;
    expect(data?.attributes).toMatchObject({ id: form.id, version: 'v"1' });
    expect(child(child(data, 'orx:meta'), 'orx:instanceID')).toBeDefined();
    const uid = named(root, 'bind').find(({ attributes }) => attributes['jr:preload'] === 'uid');
    expect(uid?.attributes).toMatchObject({
      nodeset: '/data/orx:meta/orx:instanceID',
      type: 'string',
      readonly: 'true()',
    });
    for (const name of ['start', 'end']) {
      expect(child(data, name)).toBeDefined();
      expect(question(root, name).bind).toMatchObject({
        type: 'dateTime',
        'jr:preload': 'timestamp',
        'jr:preloadParams': name,
      });
    }
  });

  it('asks each of the app’s questions once, in its order and its words, but for the assessment that is answered', () => {
    const root = formOf(form);
    const [data] = named(root, 'data');
    const names = questions.filter((one) => one.question.kind !== 'assessment').map(({ field }) => field);
    expect(data?.children.map(({ name }) => name)).toEqual(['start', 'end', ...names, 'orx:meta']);
    const shown = only(named(root, 'h:body')).children.map((control) => control.attributes['ref']);
    const visible = questions.filter(({ question: { kind } }) => kind !== 'assessment' && kind !== 'stamp');
    expect(shown).toEqual(visible.map(({ field }) => `/data/${field}`));
    for (const { field } of visible) {
      const words = questionWords({ questions: questionsEn }, form.type, form.sector, field);
      const control = only(controlsOf(root, field));
      expect(textOf(control, 'label')).toBe(words?.label);
      expect(textOf(control, 'hint')).toBe(words?.help);
    }
  });

  it('[X3] demands an answer where there is no record without one, and only there', () => {
    const root = formOf(form);
    for (const { field, question: one } of questions) {
      if (one.kind === 'assessment' || one.kind === 'items') continue;
      const { bind } = question(root, field);
      const must = isRequired(form.type, form.sector, field);
      expect([field, bind['required'], 'jr:requiredMsg' in bind]).toEqual([
        field,
        must ? 'true()' : undefined,
        must,
      ]);
    }
  });
});

describe('a question of a form', () => {
  it('of a place lists the office’s, with the area where the name does not say it', () => {
    const root = formOf(firstOf('place').form);
    const list = only(named(root, 'instance').filter(({ attributes }) => attributes['id'] === 'places'));
    const items = named(list, 'item').map((item) => [textOf(item, 'name'), textOf(item, 'label')]);
    expect(items).toEqual([
      ['p1', 'Bama'],
      ['p2', 'Tom & Co <camp> (Gwoza)'],
    ]);
    const { bind, controls } = inForm('place');
    const control = only(controls);
    expect([bind['type'], control.name, control.attributes['appearance']]).toEqual([
      'string',
      'select1',
      'minimal autocomplete',
    ]);
    const itemset = child(control, 'itemset');
    expect(itemset?.attributes['nodeset']).toBe("instance('places')/root/item");
    expect([child(itemset, 'value')?.attributes['ref'], child(itemset, 'label')?.attributes['ref']]).toEqual([
      'name',
      'label',
    ]);
  });

  it.each<[Question['kind'], string, string]>([
    ['one', 'select1', 'string'],
    ['many', 'select', 'string'],
    ['yesNo', 'select1', 'string'],
    ['text', 'input', 'string'],
    ['count', 'input', 'int'],
    ['date', 'input', 'date'],
    ['moment', 'input', 'dateTime'],
    ['location', 'input', 'geopoint'],
  ])('of the kind %s is asked as %s, and answered with %s', (kind, control, type) => {
    const found = inForm(kind);
    expect([only(found.controls).name, found.bind['type']]).toEqual([control, type]);
  });

  it('with choices has each of them, under the word that the app has for it', () => {
    for (const kind of ['one', 'many'] as const) {
      const { words, controls } = inForm(kind);
      expect(choicesOf(only(controls))).toEqual(Object.entries(words?.options ?? {}));
    }
    expect(choicesOf(only(inForm('yesNo').controls))).toEqual([
      ['yes', 'Yes'],
      ['no', 'No'],
    ]);
  });

  it('[X3] of a text says how long it may be, while it can still be made shorter', () => {
    const { bind, controls } = inForm('text');
    expect(bind['constraint']).toBe(`string-length(.) <= ${String(limits.textLength)}`);
    expect(bind['jr:constraintMsg']).toBe('At most 4,000 letters.');
    expect(only(controls).attributes['appearance']).toBe('multiline');
  });

  it('[X3] of a count says how large it may be; a part of a population is no larger than the whole', () => {
    const population = formNamed('fieldsync-assessment-population');
    const rule = (field: string) => question(formOf(population), field).bind;
    const range = `. >= 0 and . <= ${String(limits.count)}`;
    expect(rule('totalHouseholds')).toMatchObject({
      constraint: range,
      'jr:constraintMsg': 'From 0 to 10,000,000.',
    });
    for (const part of POPULATION_PARTS) {
      expect(rule(part)['constraint']).toContain(
        `${range} and (/data/totalPopulation = '' or . <= /data/totalPopulation)`,
      );
      expect(rule(part)['jr:constraintMsg']).toMatch(/total population/);
    }
    for (const [one, other] of [
      ['populationMale', 'populationFemale'],
      ['populationFemale', 'populationMale'],
    ] as const)
      expect(rule(one)['constraint']).toContain(
        ` and (/data/totalPopulation = '' or /data/${other} = '' or . + /data/${other} <= /data/totalPopulation)`,
      );
    expect(rule('populationUnder5')['constraint']).not.toContain(' + ');
  });

  it('of a day is asked only where it can be answered', () => {
    const root = formOf(formNamed('fieldsync-response-health'));
    expect(question(root, 'deliveredDate').bind['relevant']).toBe("/data/status = 'DELIVERED'");
    expect(question(root, 'plannedDate').bind['relevant']).toBe(
      "/data/status = 'PLANNED' or /data/status = 'IN_PROGRESS' or /data/status = 'CANCELLED'",
    );
  });

  it('of a moment begins with now, and one that nobody is asked is filled in at the end', () => {
    const { form, field } = firstOf('moment');
    const { attributes } = only(named(formOf(form), 'setvalue'));
    expect(attributes).toEqual({
      event: 'odk-instance-first-load',
      ref: `/data/${field}`,
      value: 'now()',
    });
    const { bind, controls } = inForm('stamp');
    expect(bind).toMatchObject({ type: 'dateTime', 'jr:preload': 'timestamp', 'jr:preloadParams': 'end' });
    expect(controls).toEqual([]);
  });

  it('[X3] of a list begins empty, and asks for each column of each line within the limits', () => {
    const { form, field } = firstOf('items');
    const root = formOf(form);
    const template = only(named(root, field));
    expect(template.attributes).toHaveProperty('jr:template');
    expect(template.children.map(({ name }) => name)).toEqual(['name', 'quantity', 'unit']);
    const group = only(controlsOf(root, field));
    const words = questionWords({ questions: questionsEn }, form.type, form.sector, field);
    expect([group.name, textOf(group, 'label')]).toEqual(['group', words?.label]);
    const repeat = child(group, 'repeat');
    expect(repeat?.attributes['nodeset']).toBe(`/data/${field}`);
    expect(repeat?.children.map((input) => [input.attributes['ref'], textOf(input, 'label')])).toEqual(
      ['name', 'quantity', 'unit'].map((column) => [`/data/${field}/${column}`, words?.columns?.[column]]),
    );
    expect(question(root, `${field}/quantity`).bind).toMatchObject({
      required: 'true()',
      type: 'decimal',
      constraint: `. >= 0 and . <= ${String(limits.count)}`,
      'jr:constraintMsg': 'From 0 to 10,000,000.',
    });
    expect(question(root, `${field}/name`).bind).toMatchObject({
      required: 'true()',
      type: 'string',
      constraint: `string-length(.) <= ${String(limits.nameLength)} and position(..) <= ${String(limits.listLength)}`,
      'jr:constraintMsg': 'At most 120 letters, and 40 lines.',
    });
  });
});

function formNamed(id: string): OpenRosaForm {
  const found = OPENROSA_FORMS.find((form) => form.id === id);
  if (found === undefined) throw new Error(`no form ${id}`);
  return found;
}
