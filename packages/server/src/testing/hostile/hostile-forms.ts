import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { ANSWERS, filledForm, formPart, multipart } from '../openrosa/filled-form.ts';
import type { Sent } from './sent.ts';
import { garbage, hostileText, KEY_MARK, VALUE_MARK } from './hostile-values.ts';

/** A dozen filled forms: some come again, with the same answers or others. */
const forms: fc.Arbitrary<string> = fc
  .record({ instance: fc.integer({ min: 1, max: 12 }), facilities: fc.integer({ min: 0, max: 2 }) })
  .map(({ instance, facilities }) =>
    filledForm({
      instanceId: `uuid:00000000-0000-4000-8000-${String(instance).padStart(12, '0')}`,
      answers: ANSWERS.replace('>2<', `>${String(facilities)}<`),
    }),
  );

const asParts = (form: string | Uint8Array): Sent => {
  const { type, body } = multipart([formPart(form)]);
  return { headers: [['content-type', type]], bytes: body };
};
const alone = (form: string | Uint8Array): Sent => ({
  headers: [['content-type', 'text/xml; charset=utf-8']],
  bytes: Uint8Array.from(Buffer.from(form)),
});

export const decentForm: fc.Arbitrary<Sent> = forms.map(asParts);

/** What no form has, put somewhere into one. */
const SPOILS = [
  '<!DOCTYPE data [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
  '&b;',
  '&#0;',
  '&#xD800;',
  '&#x1F600;',
  '<![CDATA[<b>]]>',
  '<?xml-stylesheet href="x"?>',
  '<!-- -- -->',
  '<__proto__>1</__proto__>',
  '<constructor>1</constructor>',
  `<${KEY_MARK}>1</${KEY_MARK}>`,
  `<a:b xmlns:a="${VALUE_MARK}">1</a:b>`,
  '<medicinesDelivered><name>a</name><quantity>1e99</quantity></medicinesDelivered>',
  '<location>1 2 3 4 5</location>',
  '<location>99 999</location>',
  '<commonHealthIssues>CHOLERA CHOLERA</commonHealthIssues>',
  '<assessedAt>275760-09-13T00:00:00.000Z</assessedAt>',
  '<peopleAffected>-1</peopleAffected>',
  '<meta><instanceID>uuid:other</instanceID></meta>',
  '<a>'.repeat(400),
  '<a/>'.repeat(3_000),
  '\ufeff',
  '\0',
] as const;

const spoilt: fc.Arbitrary<string> = fc
  .record({
    form: forms,
    at: fc.nat(1_000),
    drop: fc.nat(30),
    put: fc.oneof(
      fc.constantFrom(...SPOILS),
      hostileText,
      hostileText.map((text) => `<additionalDetails>${text.replace(/[<&]/g, '')}</additionalDetails>`),
      fc.constant(''),
    ),
    inside: fc.boolean(),
  })
  .map(({ form, at, drop, put, inside }) => {
    // Between two answers, where it is read as one; or anywhere, where it breaks what is there.
    if (inside) return form.replace('<assessedAt>', `${put}<assessedAt>`);
    const place = at % form.length;
    return form.slice(0, place) + put + form.slice(place + drop);
  });

const damaged: fc.Arbitrary<Sent> = fc
  .record({ sent: forms.map(asParts), at: fc.nat(1_000), by: fc.nat(255), cut: fc.boolean() })
  .map(({ sent, at, by, cut }) => {
    const bytes = Uint8Array.from(sent.bytes ?? []);
    const place = at % bytes.length;
    if (cut) return { ...sent, bytes: bytes.slice(0, place) };
    bytes[place] = ((bytes[place] ?? 0) + by) % 256;
    return { ...sent, bytes };
  });

const wrapped: fc.Arbitrary<Sent> = fc
  .tuple(
    forms,
    fc.constantFrom<((form: string) => Sent)[]>(
      (form) => ({ ...alone(form), headers: [['content-type', 'application/json']] }),
      (form) => ({ ...asParts(form), headers: [['content-type', 'multipart/form-data; boundary=']] }),
      (form) => ({
        ...asParts(form),
        headers: [['content-type', `multipart/form-data; boundary=${'b'.repeat(300)}`]],
      }),
      (form) => ({
        ...asParts(form),
        headers: [['content-type', `multipart/form-data; boundary="${VALUE_MARK}`]],
      }),
      (form) => ({
        headers: [...alone(form).headers, ['content-encoding', 'gzip']],
        bytes: Uint8Array.from(gzipSync(form)),
      }),
      (form) => alone(Buffer.from(form, 'utf16le')),
      (form) => {
        const more = { name: VALUE_MARK, file: `../${VALUE_MARK}\u202e.jpg`, content: 'x'.repeat(2_000) };
        const { type, body } = multipart([formPart(form), more]);
        return { headers: [['content-type', type]], bytes: body };
      },
      (form) => {
        const { type, body } = multipart([formPart(form), formPart(form)]);
        return { headers: [['content-type', type]], bytes: body };
      },
      (form) => {
        const many = Array.from({ length: 300 }, (_, n) => ({
          name: `${VALUE_MARK}${String(n)}`,
          content: '',
        }));
        const { type, body } = multipart([...many, formPart(form)]);
        return { headers: [['content-type', type]], bytes: body };
      },
      () => alone(' '.repeat(1_200_000)),
      () => alone(filledForm({ answers: `<additionalDetails>${'a'.repeat(260_000)}</additionalDetails>` })),
    ),
  )
  .map(([form, wrap]) => wrap(form));

export const hostileForm: fc.Arbitrary<Sent> = fc.oneof(
  { weight: 1, arbitrary: decentForm },
  { weight: 5, arbitrary: spoilt.map(asParts) },
  { weight: 3, arbitrary: spoilt.map(alone) },
  { weight: 3, arbitrary: damaged },
  { weight: 2, arbitrary: wrapped },
  { weight: 1, arbitrary: garbage.map(alone) },
  { weight: 1, arbitrary: garbage.map(asParts) },
);
