import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Listener } from '../../adapters/http-listener.ts';
import { listen } from '../../adapters/http-listener.ts';
import { Http2Client, readReply } from '../../testing/http2-client.ts';
import { basicOf, rowsIn } from '../../testing/openrosa/collect-client.ts';
import { filledForm, formPart, multipart, someInstance } from '../../testing/openrosa/filled-form.ts';
import { RawSocket } from '../../testing/raw-socket.ts';
import type { SelfSigned } from '../../testing/self-signed.ts';
import { makeSelfSigned } from '../../testing/self-signed.ts';
import { testDatabases } from '../../testing/test-databases.ts';
import type { TestOffice } from '../../testing/test-office.ts';
import { openTestOffice } from '../../testing/test-office.ts';

const [on] = testDatabases();
if (on === undefined) throw new Error('no database');
const database = on;

const ADDRESS = '/openrosa/submission?deviceID=collect%3AkYJ3b1iqS0nmTbtl';
const lines = (...all: readonly string[]): string => all.join('\r\n');

/** `MultipartBody` of OkHttp 5, in Collect since 2025: parts without their length. */
const okHttp5 = (xml: string): string => {
  const body = lines(
    '--2f2e8b1c-9d3a-4a5e-8c70-6f0d9d1f3b11',
    'Content-Disposition: form-data; name="xml_submission_file"; filename="Health assessment_2026-11-20_10-29-00.xml"',
    'Content-Type: text/xml',
    '',
    xml,
    '--2f2e8b1c-9d3a-4a5e-8c70-6f0d9d1f3b11--',
    '',
  );
  return lines(
    `POST ${ADDRESS} HTTP/1.1`,
    'User-Agent: org.odk.collect.android/v2026.2.0 Dalvik/2.1.0 (Linux; U; Android 13; SM-A135F Build/TP1A.220624.014)',
    'X-OpenRosa-Version: 1.0',
    'Date: Fri, 20 Nov 2026 09:45:12 GMT',
    'Content-Type: multipart/form-data; boundary=2f2e8b1c-9d3a-4a5e-8c70-6f0d9d1f3b11',
    `Content-Length: ${String(Buffer.byteLength(body))}`,
    'Host: office.example',
    'Connection: Keep-Alive',
    'Accept-Encoding: gzip',
    `Authorization: ${basicOf('amina')}`,
    '',
    body,
  );
};

/** OkHttp 3 and 4, in Collect before that: each part says its length. */
const okHttp4 = (xml: string): string => {
  const { type, body } = multipart([formPart(xml)]);
  return (
    lines(
      `POST ${ADDRESS} HTTP/1.1`,
      'User-Agent: org.odk.collect.android/v2023.2.4 Dalvik/2.1.0 (Linux; U; Android 8.1.0; TECNO CF7)',
      'X-OpenRosa-Version: 1.0',
      'Date: Fri, 20 Nov 2026 09:45:12 GMT',
      `Content-Type: ${type}`,
      `Content-Length: ${String(body.byteLength)}`,
      'Host: office.example',
      'Connection: Keep-Alive',
      'Accept-Encoding: gzip',
      `Authorization: ${basicOf('amina')}`,
      '',
      '',
    ) + Buffer.from(body).toString()
  );
};

/** Java's `HttpURLConnection`, as in apps that were derived from Collect: stars, a bare semicolon, and no line after the end. */
const urlConnection = (xml: string): string => {
  const body = lines(
    '--*****',
    'Content-Disposition: form-data; name="xml_submission_file"; filename="Health assessment_2026-11-20_10-29-00.xml"',
    'Content-Type: text/xml;',
    '',
    xml,
    '--*****--',
  );
  return lines(
    `POST ${ADDRESS} HTTP/1.1`,
    `Authorization: ${basicOf('amina')}`,
    'X-OpenRosa-Version: 1.0',
    'Date: 2026-11-20T10:45:39+0100',
    'Accept-Encoding: gzip, deflate',
    'Cache-Control: no-cache',
    'Content-Type: multipart/form-data;boundary=*****',
    'User-Agent: Dalvik/2.1.0 (Linux; U; Android 6.0.1; SM-T700 Build/MMB29K)',
    'Host: office.example',
    `Content-Length: ${String(Buffer.byteLength(body))}`,
    'Connection: keep-alive',
    '',
    body,
  );
};

/** Apache's `HttpClient` of the first versions of Collect, in chunks, which a server must take. */
const httpClient = (xml: string): string => {
  const body = lines(
    '--IqAAW8h3fVj_0K1zpK9Wg6T5OX3rfP7r',
    'Content-Disposition: form-data; name="xml_submission_file"; filename="Health assessment_2026-11-20_10-29-00.xml"',
    'Content-Type: text/xml',
    'Content-Transfer-Encoding: binary',
    '',
    xml,
    '--IqAAW8h3fVj_0K1zpK9Wg6T5OX3rfP7r--',
    '',
  );
  const chunks = [body.slice(0, 100), body.slice(100)].map((part) =>
    lines(Buffer.byteLength(part).toString(16), part, ''),
  );
  return lines(
    `POST ${ADDRESS} HTTP/1.1`,
    'X-OpenRosa-Version: 1.0',
    'Date: Fri, 20 Nov 2026 09:45:12 GMT',
    `Authorization: ${basicOf('amina')}`,
    'Transfer-Encoding: chunked',
    'Content-Type: multipart/form-data; boundary=IqAAW8h3fVj_0K1zpK9Wg6T5OX3rfP7r',
    'Host: office.example',
    'Connection: Keep-Alive',
    '',
    `${chunks.join('')}0\r\n\r\n`,
  );
};

/** The form alone, as J2ME phones sent it. */
const alone = (xml: string): string =>
  lines(
    `POST ${ADDRESS} HTTP/1.1`,
    `Authorization: ${basicOf('amina')}`,
    'X-OpenRosa-Version: 1.0',
    'Date: Fri, 20 Nov 2026 09:45:12 GMT',
    'Content-Type: text/xml; charset=UTF-8',
    'Host: office.example',
    `Content-Length: ${String(Buffer.byteLength(xml))}`,
    '',
    xml,
  );

/** Of replies that follow one another with nothing in between. */
const statusesOf = (received: string): number[] =>
  [...received.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));

const reading = (method: string, path: string, ...more: readonly string[]): string =>
  lines(
    `${method} ${path} HTTP/1.1`,
    'User-Agent: org.odk.collect.android/v2026.2.0 Dalvik/2.1.0 (Linux; U; Android 13; SM-A135F Build/TP1A.220624.014)',
    'X-OpenRosa-Version: 1.0',
    'Date: Fri, 20 Nov 2026 09:45:10 GMT',
    'Host: office.example',
    'Connection: Keep-Alive',
    'Accept-Encoding: gzip',
    ...more,
    '',
    '',
  );
const bye = reading('GET', '/openrosa/nothing', 'X-Last: 1').replace('Keep-Alive', 'close');

describe('[S1] what apps send, byte by byte', () => {
  let office: TestOffice;
  let certificate: SelfSigned;
  const closing: (() => unknown)[] = [];
  beforeAll(async () => {
    office = await openTestOffice(database);
    certificate = await makeSelfSigned();
  });
  beforeEach(() => office.forgetRecords());
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });
  afterAll(() => office.close());

  const serve = async (secure: boolean): Promise<Listener> => {
    const listener = await listen((request, env) => office.app.fetch(request, env), {
      host: '127.0.0.1',
      port: 0,
      ...(secure ? { certificate } : {}),
    });
    closing.push(() => listener.close(0));
    return listener;
  };

  /** All of it on one connection, as a client does that keeps it. */
  const say = async (secure: boolean, ...said: readonly string[]): Promise<string> => {
    const { port } = await serve(secure);
    const socket = await RawSocket.open(port, secure ? certificate.cert : undefined);
    socket.socket.write([...said, bye].join(''));
    return socket.end();
  };

  const known = filledForm({ instanceId: someInstance() });

  it.each([
    ['Collect since 2025', okHttp5],
    ['Collect before that', okHttp4],
    ['an app on HttpURLConnection', urlConnection],
    ['the first Collect, in chunks', httpClient],
    ['a phone that sends the form alone', alone],
  ] as const)('takes the form of %s, once for all of them', async (_, request) => {
    const received = await say(false, request(known), request(known));
    expect(statusesOf(received)).toEqual([201, 201, 404]);
    expect(received).toMatch(/X-OpenRosa-Version: 1\.0\r\n/i);
    expect(received).toMatch(/Date: \w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT\r\n/i);
    expect(received).toContain(
      '<OpenRosaResponse xmlns="http://openrosa.org/http/response"><message nature="submit_success">The office has it.</message></OpenRosaResponse>',
    );
    expect(await rowsIn(office, 'records')).toBe(1);
    const { rows } = await office.database.queries.execute<{ data: Record<string, unknown> }>(
      sql`select data from records`,
    );
    expect(rows[0]?.data).toMatchObject({ numberHealthFacilities: 2 });
  });

  it('is asked, asks back for a password, and takes the form, as OkHttp goes about it', async () => {
    const head = (...more: readonly string[]) => reading('HEAD', ADDRESS, ...more);
    const authorized = `Authorization: ${basicOf('amina')}`;
    const received = await say(true, head(), head(authorized), okHttp5(known));
    expect(statusesOf(received)).toEqual([401, 204, 201, 404]);
    expect(received).toMatch(/www-authenticate: Basic realm="Fieldsync", charset="UTF-8"\r\n/i);
    expect(received).toMatch(/x-openrosa-accept-content-length: 1048576\r\n/i);
    expect(await rowsIn(office, 'records')).toBe(1);
  });

  it('names where the forms are by the address that was asked for, also over HTTP/2', async () => {
    const { port } = await serve(true);
    const client = new Http2Client(`https://localhost:${String(port)}`, certificate.cert);
    closing.push(() => client.close());
    const authorization = basicOf('amina');
    const list = await client.get('/openrosa/formList', { authorization });
    expect(list.status).toBe(200);
    const url =
      /<downloadUrl>(https:\/\/localhost:\d+\/openrosa\/forms\/fieldsync-assessment-food\.xml)</.exec(
        list.body,
      );
    expect(new URL(url?.[1] ?? '').port).toBe(String(port));
    const form = await client.get(new URL(url?.[1] ?? '').pathname, { authorization });
    expect([form.status, form.headers['x-openrosa-version']]).toEqual([200, '1.0']);
    const { type, body } = multipart([formPart(known)]);
    const sent = await client.post(ADDRESS, Buffer.from(body), { authorization, 'content-type': type });
    expect(sent.status).toBe(201);
    const head = await readReply(client.open({ ':method': 'HEAD', ':path': ADDRESS, authorization }));
    expect(head.status).toBe(204);
  });

  it('[S7] a line that was cut before the reply: the same again is the same record', async () => {
    const { port } = await serve(false);
    for (let cut = 0; cut < 3; cut += 1) {
      const socket = await RawSocket.open(port);
      const ended = socket.end();
      socket.socket.write(okHttp5(known), () => socket.socket.destroy());
      await ended;
    }
    const socket = await RawSocket.open(port);
    socket.socket.write(okHttp5(known) + bye);
    expect(statusesOf(await socket.end())).toEqual([201, 404]);
    expect([await rowsIn(office, 'records'), await rowsIn(office, 'operations')]).toEqual([1, 1]);
  });

  it('reads the specification’s own example of a filled form, and says that the form is not one of ours', async () => {
    const example = `<?xml version='1.0'?>
    <data version="1"
          xmlns:orx="http://openrosa.org/xforms"
	  xmlns="http://example.org/meta">
      <orx:meta>
        <orx:deviceID>uuid:38DN0236SAKWJOJNQB3XJI9RW</orx:deviceID>
        <orx:timeStart>2010-08-12T04:08:29.765-5:00</orx:timeStart>
        <orx:timeEnd>2010-08-12T04:10:23.062-5:00</orx:timeEnd>
        <orx:instanceID>uuid.dimagi.org:GEPSJLOGH13TY8L77066GEJJW</orx:instanceID>
        <orx:userID>chwid.dimagi.org:Akende</orx:userID>
      </orx:meta>
      <name>Akende</name>
    </data>`;
    const received = await say(false, okHttp5(example));
    expect(statusesOf(received)).toEqual([404, 404]);
    expect(received).toContain(
      '<message nature="error">The office has no such form. Get the blank forms again.</message>',
    );
  });
});
