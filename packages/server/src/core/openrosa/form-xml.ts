import type { AffectedEntity } from '@fieldsync/protocol';
import type { AskedQuestion } from '@fieldsync/protocol/forms';
import { formDefinition, isRequired, questionsEn, questionWords } from '@fieldsync/protocol/forms';
import type { OpenRosaForm } from './openrosa-forms.ts';
import type { AskedInForm } from './question-xml.ts';
import { questionXml } from './question-xml.ts';
import { element, escapeXml } from './write-xml.ts';

/** What of `https://getodk.github.io/xforms-spec` the forms use. */
const NAMESPACES = {
  xmlns: 'http://www.w3.org/2002/xforms',
  'xmlns:h': 'http://www.w3.org/1999/xhtml',
  'xmlns:jr': 'http://openrosa.org/javarosa',
  'xmlns:orx': 'http://openrosa.org/xforms',
  'xmlns:odk': 'http://www.opendatakit.org/xforms',
};

/**
 * A form as XForm: the app's own questions, in its order and its words, with the limits of the record's schema.
 * @param version what the form says of itself
 */
export function formXml(form: OpenRosaForm, places: readonly AffectedEntity[], version: string): string {
  const asked = formDefinition(form.type, form.sector).questions.map((one) => withWords(form, one));
  const parts = asked.flatMap((one) => questionXml(one) ?? []);
  const instance = element(
    'data',
    { id: form.id, version },
    element('start') +
      element('end') +
      parts.map(({ node }) => node).join('') +
      element('orx:meta', {}, element('orx:instanceID')),
  );
  const model = element(
    'model',
    { 'odk:xforms-version': '1.0.0' },
    [
      element('instance', {}, instance),
      element('instance', { id: 'places' }, element('root', {}, places.map(placeItem).join(''))),
      ...['start', 'end'].map((name) =>
        element('bind', {
          nodeset: `/data/${name}`,
          type: 'dateTime',
          'jr:preload': 'timestamp',
          'jr:preloadParams': name,
        }),
      ),
      ...parts.map(({ binds }) => binds),
      element('bind', {
        nodeset: '/data/orx:meta/orx:instanceID',
        type: 'string',
        readonly: 'true()',
        'jr:preload': 'uid',
      }),
      ...asked
        .filter(({ question }) => question.kind === 'moment')
        .map(({ field }) =>
          element('setvalue', { event: 'odk-instance-first-load', ref: `/data/${field}`, value: 'now()' }),
        ),
    ].join(''),
  );
  const head = element('h:head', {}, element('h:title', {}, escapeXml(form.name)) + model);
  const body = element('h:body', {}, parts.map(({ control }) => control).join(''));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('h:html', NAMESPACES, head + body)}\n`;
}

function withWords({ type, sector }: OpenRosaForm, asked: AskedQuestion): AskedInForm {
  const { field } = asked;
  return {
    ...asked,
    words: questionWords({ questions: questionsEn }, type, sector, field) ?? { label: field },
    required: isRequired(type, sector, field),
  };
}

/** The area beside the name, where it says more: two places may have one name. */
function placeItem({ id, name, lga }: AffectedEntity): string {
  const label = name === lga ? name : `${name} (${lga})`;
  return element('item', {}, element('name', {}, escapeXml(id)) + element('label', {}, escapeXml(label)));
}
