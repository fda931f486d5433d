import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { stableId } from '../../services/openrosa/stable-id.ts';
import { CollectClient, messageOf, rowsIn } from '../../testing/openrosa/collect-client.ts';
import { ANSWERS, filledForm, PLACE, someInstance } from '../../testing/openrosa/filled-form.ts';
import { testDatabases } from '../../testing/test-databases.ts';
import type { TestOffice } from '../../testing/test-office.ts';
import { openTestOffice } from '../../testing/test-office.ts';
import { CAMPS } from '../../seed/camps.ts';

interface Row extends Record<string, unknown> {
  readonly type: string;
  readonly data: Record<string, unknown>;
  readonly email: string;
  readonly captured: string;
  readonly score: number;
  readonly version: number;
}

describe.each(testDatabases())('[S1] ODK Collect on $name', (on) => {
  let office: TestOffice;
  let amina: CollectClient;
  beforeAll(async () => {
    office = await openTestOffice(on);
    await office.opened.firstStart.finish(CAMPS, '2026-11-20T08:00:00.000Z');
    amina = new CollectClient(office, 'amina');
  });
  beforeEach(() => office.forgetRecords());
  afterAll(() => office.close());

  const stored = async (): Promise<Row[]> => {
    const { rows } = await office.database.queries.execute<Row>(sql`
      select type, data, email, score, version, to_char(captured_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS') as captured
      from records join auth_user on auth_user.id = created_by order by received_at, records.id`);
    return rows;
  };
  const count = (table: string): Promise<number> => rowsIn(office, table);

  describe('the form list', () => {
    it('names each form once, with its version, its hash and where it is', async () => {
      const reply = await amina.get('/openrosa/formList?deviceID=collect%3Aabc');
      expect(reply.status).toBe(200);
      expect(reply.headers.get('content-type')).toBe('text/xml; charset=utf-8');
      expect(reply.headers.get('x-openrosa-version')).toBe('1.0');
      const text = await reply.text();
      expect(text).toMatch(
        /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<xforms xmlns="http:\/\/openrosa\.org\/xforms\/xformsList"><xform>/,
      );
      const items = [
        ...text.matchAll(
          /<xform><formID>([^<]+)<\/formID><name>([^<]+)<\/name><version>([0-9a-f]{12})<\/version><hash>md5:([0-9a-f]{32})<\/hash><downloadUrl>([^<]+)<\/downloadUrl><\/xform>/g,
        ),
      ].map(([, id = '', name = '', version = '', hash = '', url = '']) => ({
        id,
        name,
        version,
        hash,
        url,
      }));
      expect(items.map(({ id }) => id)).toHaveLength(12);
      expect(new Set(items.map(({ id }) => id)).size).toBe(12);
      expect(items.map(({ name }) => name)).toContain('Health assessment');
      for (const { id, name, version, hash, url } of items) {
        const form = await amina.get(new URL(url).pathname);
        expect(form.status).toBe(200);
        expect(form.headers.get('content-type')).toBe('text/xml; charset=utf-8');
        const xml = await form.text();
        expect(createHash('md5').update(xml).digest('hex')).toBe(hash);
        expect(xml).toContain(`<data id="${id}" version="${version}">`);
        expect(xml).toContain(`<h:title>${name}</h:title>`);
      }
    });

    it('is of one form where one is asked for, of none for a name that is no form', async () => {
      const one = await (
        await amina.get('/openrosa/formList?formID=fieldsync-response-food&listAllVersions=true')
      ).text();
      expect(one.match(/<formID>/g)).toHaveLength(1);
      expect(one).toContain('<formID>fieldsync-response-food</formID>');
      const none = await amina.get('/openrosa/formList?formID=nothing');
      expect([none.status, (await none.text()).includes('<xform>')]).toEqual([200, false]);
    });

    it('changes version and hash with the office’s places, and only then', async () => {
      const list = async () => (await amina.get('/openrosa/formList')).text();
      const before = await list();
      expect(await list()).toBe(before);
      await office.database.queries.execute(
        sql`update affected_entities set name = 'Bama <new> & old' where name = 'Bama'`,
      );
      await office.database.queries.execute(sql`update config_version set version = version + 1`);
      const after = await list();
      expect(after).not.toBe(before);
      const form = await (await amina.get('/openrosa/forms/fieldsync-assessment-wash.xml')).text();
      expect(form).toContain('<label>Bama &lt;new&gt; &amp; old (Bama)</label>');
      await office.database.queries.execute(
        sql`update affected_entities set name = 'Bama' where lga = 'Bama' and ward = 'Shehuri'`,
      );
      await office.database.queries.execute(sql`update config_version set version = version + 1`);
      expect(await list()).toBe(before);
    });

    it('answers 404 with a message for a form and an address that are not there', async () => {
      for (const path of [
        '/openrosa/forms/nothing.xml',
        '/openrosa/forms/fieldsync-assessment-health',
        '/openrosa/nothing',
      ]) {
        const reply = await amina.get(path);
        expect([path, reply.status]).toEqual([path, 404]);
        expect(await messageOf(reply)).toMatch(/no such/);
      }
    });
  });

  describe('a filled form', () => {
    it('is asked for with HEAD first: 204, the version, and how much may come at once', async () => {
      const reply = await amina.head('/openrosa/submission?deviceID=collect%3Aabc');
      expect(reply.status).toBe(204);
      expect(reply.headers.get('x-openrosa-version')).toBe('1.0');
      expect(reply.headers.get('x-openrosa-accept-content-length')).toBe('1048576');
      expect(reply.headers.get('location')).toBeNull();
    });

    it('becomes the record that the app would have made, scored by the same rules, from who sent it', async () => {
      const reply = await amina.send(filledForm());
      expect([reply.status, await messageOf(reply)]).toEqual([201, 'The office has it.']);
      expect(reply.headers.get('content-type')).toBe('text/xml; charset=utf-8');
      const [row, ...more] = await stored();
      expect(more).toEqual([]);
      expect(row).toMatchObject({
        type: 'ASSESSMENT',
        version: 1,
        email: 'amina@fieldsync.test',
        captured: '2026-11-20T09:41:00',
        data: {
          assessmentType: 'HEALTH',
          affectedEntityId: PLACE,
          assessedAt: '2026-11-20T09:30:00.000Z',
          numberHealthFacilities: 2,
          commonHealthIssues: ['CHOLERA', 'MALARIA'],
        },
      });
      expect(row?.score).toBeGreaterThan(40);
      const list = await (await office.as('ibrahim')).get('/api/v1/records');
      expect(await list.text()).toContain('Amina Bukar');
    });

    it('is taken as text/xml as well, as old clients send it', async () => {
      expect((await amina.post(filledForm(), 'text/xml; charset=utf-8')).status).toBe(201);
      expect(await stored()).toHaveLength(1);
    });

    it('is one record and one line of the ledger however often it comes, in whatever form and at once', async () => {
      const xml = filledForm();
      const replies = await Promise.all([amina.send(xml), amina.send(xml), amina.send(xml)]);
      expect(replies.map(({ status }) => status)).toEqual([201, 201, 201]);
      expect((await amina.post(xml, 'text/xml')).status).toBe(201);
      expect([await count('records'), await count('operations')]).toEqual([1, 1]);
    });

    it('is not taken for the one that the office has when its answers are others', async () => {
      const instanceId = someInstance();
      expect((await amina.send(filledForm({ instanceId }))).status).toBe(201);
      const other = filledForm({ instanceId, answers: ANSWERS.replace('>2<', '>3<') });
      const reply = await amina.send(other);
      expect([reply.status, await messageOf(reply)]).toEqual([
        409,
        'The office has this form already, with other answers or from another account.',
      ]);
      const yusuf = new CollectClient(office, 'yusuf');
      expect((await yusuf.send(filledForm({ instanceId }))).status).toBe(409);
      expect((await stored()).map(({ data }) => data['numberHealthFacilities'])).toEqual([2]);
    });

    it('[S7] is told to be there only once it is on the disk: what breaks before that is no 201, and the repeat is one record', async () => {
      const { store } = office.opened.app;
      const transact = store.transact.bind(store);
      const xml = filledForm();
      try {
        store.transact = () => Promise.reject(Object.assign(new Error('gone'), { code: 'ECONNRESET' }));
        const before = await amina.send(xml);
        expect([before.status, await messageOf(before)]).toEqual([
          503,
          'The server cannot reach its database at the moment.',
        ]);
        expect(await count('records')).toBe(0);
        // Committed, and the reply is lost.
        store.transact = async (...args) => {
          await transact(...args);
          throw new Error('killed after the commit');
        };
        const lost = await amina.send(xml);
        expect([lost.status, await messageOf(lost)]).toEqual([
          500,
          expect.stringContaining('Something went wrong'),
        ]);
      } finally {
        store.transact = transact;
      }
      expect((await amina.send(xml)).status).toBe(201);
      expect([await count('records'), await count('operations')]).toEqual([1, 1]);
    });

    it('is taken with a version that the office no longer gives out, as long as it fits; if not, is told to be an old one', async () => {
      expect((await amina.send(filledForm({ version: '2019-long-ago' }))).status).toBe(201);
      const reply = await amina.send(
        filledForm({ version: '2019', answers: `${ANSWERS}<numberOfTents>4</numberOfTents>` }),
      );
      expect([reply.status, await messageOf(reply)]).toEqual([
        422,
        'The office cannot take this form: no such question (numberOfTents). It was filled in on an older blank form: get the blank forms again.',
      ]);
      const unknown = await amina.send(filledForm({ form: 'somebody-elses' }));
      expect([unknown.status, await messageOf(unknown)]).toEqual([
        404,
        'The office has no such form. Get the blank forms again.',
      ]);
      expect(await count('records')).toBe(1);
    });

    test.each([
      [
        '<numberHealthFacilities>many</numberHealthFacilities>',
        '“Health facilities”: must be a whole number.',
      ],
      [
        '<hasFunctionalClinic>perhaps</hasFunctionalClinic>',
        '“Is there a working clinic?”: must be yes or no.',
      ],
      ['<location>north</location>', '“Where you stand”: must be a position.'],
      [
        '<incidentType>FLOOD</incidentType><incidentType>FIRE</incidentType>',
        '“What happened?”: answered twice.',
      ],
      ['<peopleAffected>99999999</peopleAffected>', expect.stringMatching(/^“People affected”: /)],
      ['<incidentType><b>FLOOD</b></incidentType>', '“What happened?”: has parts, and should have none.'],
    ])('[X3] is refused with the question that does not fit: %s', async (answer, message) => {
      const form = await (await amina.get('/openrosa/formList?formID=fieldsync-assessment-health')).text();
      const version = /<version>([^<]+)/.exec(form)?.[1] ?? '';
      const [field = ''] = /<(\w+)/.exec(answer)?.slice(1) ?? [];
      const answers = ANSWERS.replace(new RegExp(`<${field}>.*?</${field}>`), '') + answer;
      const reply = await amina.send(filledForm({ version, answers }));
      expect([reply.status, await messageOf(reply)]).toEqual([422, message]);
      expect([await count('records'), await count('operations')]).toEqual([0, 0]);
    });

    it('[S3] that answers an assessment is refused while the office does not have it, and taken once it does', async () => {
      const answers = (assessment: string) =>
        `<affectedEntityId>${PLACE}</affectedEntityId><status>DELIVERED</status><recordedAt>2026-11-20T10:40:00.000+01</recordedAt><assessmentId>${assessment}</assessmentId>`;
      const form = 'fieldsync-response-wash';
      const instanceId = someInstance();
      const assessment = stableId('record', instanceId);
      const xml = filledForm({ form, answers: answers(assessment) });
      const early = await amina.send(xml);
      expect([early.status, await messageOf(early)]).toEqual([
        409,
        'This form answers an assessment that the office does not have yet.',
      ]);
      expect(await count('operations')).toBe(0);
      expect((await amina.send(filledForm({ instanceId }))).status).toBe(201);
      expect((await amina.send(xml)).status).toBe(201);
      expect((await stored()).map(({ data }) => data['assessmentId'])).toEqual([undefined, assessment]);
    });

    it('with photos is refused as a whole: none of it is dropped in silence', async () => {
      const photo = {
        name: '1763629740000.jpg',
        file: '1763629740000.jpg',
        type: 'image/jpeg',
        content: Buffer.alloc(5_000, 7),
      };
      const reply = await amina.send(filledForm(), [photo, { name: '*isIncomplete*', content: 'yes' }]);
      expect([reply.status, await messageOf(reply)]).toEqual([
        422,
        'The office takes no files from this app (1763629740000.jpg). Remove photos and recordings from the form, and send it again.',
      ]);
      // Their first part, of which the files come later.
      const begun = await amina.send(filledForm(), [{ name: '*isIncomplete*', content: 'yes' }]);
      expect(begun.status).toBe(422);
      expect(await count('records')).toBe(0);
    });

    it('that changes an earlier one, or is encrypted, or has no instanceID, is refused and told why', async () => {
      const changed = filledForm().replace(
        '</orx:instanceID>',
        '</orx:instanceID><orx:deprecatedID>uuid:a</orx:deprecatedID>',
      );
      const encrypted = filledForm().replace('<data ', '<data encrypted="yes" ');
      const nameless = filledForm({ instanceId: ' ' });
      const replies = await Promise.all([changed, encrypted, nameless].map((xml) => amina.send(xml)));
      expect(replies.map(({ status }) => status)).toEqual([409, 422, 422]);
      expect(await Promise.all(replies.map(messageOf))).toEqual([
        'The office has an earlier version of this form. Changes to what was sent are made in Fieldsync, not here.',
        'This form was encrypted. Turn encryption off and send it again.',
        'This form does not say which one it is (instanceID).',
      ]);
      expect(await count('records')).toBe(0);
    });

    it('belongs to no device of the app: none is listed, and nothing is asked of it', async () => {
      await amina.send(filledForm());
      expect(await count('devices')).toBe(0);
    });
  });
});
