import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { CollectClient, messageOf, rowsIn } from '../../testing/openrosa/collect-client.ts';
import { filledForm, formPart, multipart } from '../../testing/openrosa/filled-form.ts';
import { testDatabases } from '../../testing/test-databases.ts';
import type { TestOffice } from '../../testing/test-office.ts';
import { openTestOffice } from '../../testing/test-office.ts';

describe.each(testDatabases())('[X4] what is no form on $name', (on) => {
  let office: TestOffice;
  let amina: CollectClient;
  beforeAll(async () => {
    office = await openTestOffice(on);
    amina = new CollectClient(office, 'amina');
  });
  beforeEach(() => office.forgetRecords());
  afterAll(() => office.close());

  const count = (table: string): Promise<number> => rowsIn(office, table);

  const bomb = `<?xml version="1.0"?><!DOCTYPE data [<!ENTITY a "aaaaaaaaaa">${[...'bcdefghij']
    .map((name, index) => `<!ENTITY ${name} "${`&${'abcdefghij'[index] ?? ''};`.repeat(10)}">`)
    .join('')}]><data id="fieldsync-assessment-health"><additionalDetails>&j;</additionalDetails></data>`;
  const outside = `<?xml version="1.0"?><!DOCTYPE data [<!ENTITY a SYSTEM "file:///etc/passwd">]><data>&a;</data>`;

  test.each<[string, string | Uint8Array, number, string]>([
    ['a bomb of entities', bomb, 400, 'A form must not have a document type.'],
    ['an entity from a file', outside, 400, 'A form must not have a document type.'],
    [
      'an entity that nobody declared',
      filledForm({ answers: '&constructor;' }),
      400,
      'The form is not well-formed XML.',
    ],
    ['half a form', filledForm().slice(0, -9), 400, 'The form is not well-formed XML.'],
    ['nothing', '', 400, 'The form is not well-formed XML.'],
    ['another encoding', `<?xml version="1.0" encoding="UTF-16"?><data/>`, 400, 'The form is not in UTF-8.'],
    [
      'broken UTF-8',
      Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e]),
      400,
      'The form is not in UTF-8.',
    ],
    [
      'a deep one',
      filledForm({ answers: '<a>'.repeat(5_000) + '</a>'.repeat(5_000) }),
      400,
      'The form is nested too deeply.',
    ],
    ['a wide one', filledForm({ answers: '<a/>'.repeat(5_000) }), 400, 'The form has too many parts.'],
    [
      'one with many attributes',
      `<data ${Array.from({ length: 3_000 }, (_, n) => `a${String(n)}="1"`).join(' ')}/>`,
      400,
      'The form has too many parts.',
    ],
    [
      'a long one',
      filledForm({ answers: `<additionalDetails>${'a'.repeat(300_000)}</additionalDetails>` }),
      413,
      'There is more in this form than a record may have.',
    ],
  ])('refuses %s', async (_, xml, status, message) => {
    const reply = await amina.send(xml);
    expect([reply.status, await messageOf(reply)]).toEqual([status, message]);
    expect(await count('records')).toBe(0);
  });

  it('refuses what is too much at once, what has no boundary, too many parts or two forms', async () => {
    const large = await amina.send(filledForm(), [
      { name: 'a.jpg', file: 'a.jpg', content: Buffer.alloc(1_100_000) },
    ]);
    expect([large.status, large.headers.get('connection')]).toEqual([413, 'close']);
    expect(await messageOf(large)).toMatch(/^The office takes 1 MB at once/);
    const { body, type } = multipart([formPart(filledForm())]);
    const many = Array.from({ length: 200 }, (_, n) => ({ name: `p${String(n)}`, content: 'x' }));
    const replies = [
      await amina.post(body, 'multipart/form-data'),
      await amina.post(body, 'multipart/form-data; boundary=other'),
      await amina.post(body.slice(0, -60), type),
      await amina.post(multipart([{ name: 'xml', content: filledForm() }]).body, type),
      await amina.send(filledForm(), [formPart(filledForm())]),
      await amina.send(filledForm(), many),
      await amina.post(JSON.stringify({}), 'application/json'),
      await amina.post(body, type, { 'content-encoding': 'gzip' }),
    ];
    expect(replies.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 413, 415, 415]);
    for (const reply of replies) expect(await messageOf(reply)).toMatch(/\S/);
    expect(await count('records')).toBe(0);
  });
});
