import { DENSE_TYPE } from '@fieldsync/protocol';
import { beginChain } from '@fieldsync/protocol/dense';
import fc from 'fast-check';
import { deflateSync, gzipSync } from 'node:zlib';
import { zlibDeflater } from '../../adapters/dense/zlib-deflater.ts';
import type { Access } from '../../http/access-table.ts';
import type { HostileCase } from './hostile-case.ts';
import type { Sent } from './sent.ts';
import type { Who } from './who.ts';
import { garbage, hostileText, KEY_MARK, VALUE_MARK } from './hostile-values.ts';
import { mutated } from './mutated.ts';

export interface HostileRequest {
  /** With its query. */
  readonly path: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array<ArrayBuffer> | undefined;
}

type Bytes = Uint8Array<ArrayBuffer>;

/** A valid request of a route with something in it that is not as it should be; one in about ten is left as it is. */
export function hostileRequest(
  access: Access,
  { param, query, body, form }: HostileCase,
  who: Who,
): fc.Arbitrary<HostileRequest> {
  const bodies =
    access.method === 'GET'
      ? fc.constant(NO_BODY)
      : (form?.hostile ?? bodyOf(body?.(who) ?? fc.constant({})));
  return fc
    .record({
      param: fc.oneof(
        { weight: 3, arbitrary: param ?? fc.constant('') },
        { weight: 1, arbitrary: hostileSegment },
      ),
      query: queryOf(query ?? fc.constant({})),
      sent: bodies,
      extra: fc.oneof(
        { weight: 3, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.array(fc.constantFrom(...HEADERS), { minLength: 1, maxLength: 3 }) },
      ),
    })
    .map(({ param: segment, query: asked, sent, extra }) => ({
      path: access.path.replace(/:[a-zA-Z]+/, () => segment) + asked,
      headers: [...sent.headers, ...extra],
      body: sent.bytes,
    }));
}

/** What the route takes, as it takes it. */
export function decentRequest(
  access: Access,
  { param, query, body, form }: HostileCase,
  who: Who,
): fc.Arbitrary<HostileRequest> {
  const json = (body?.(who) ?? fc.constant({})).map((value): Sent => ({
    headers: JSON_HEADERS,
    bytes: Uint8Array.from(Buffer.from(JSON.stringify(value))),
  }));
  const sent =
    access.method === 'GET' ? fc.constant({ ...NO_BODY, headers: JSON_HEADERS }) : (form?.decent ?? json);
  return fc
    .record({
      segment: param ?? fc.constant(''),
      asked: query ?? fc.constant({}),
      body: sent,
    })
    .map(({ segment, asked, body: { headers, bytes } }) => ({
      path: `${access.path.replace(/:[a-zA-Z]+/, segment)}?${new URLSearchParams(asked).toString()}`,
      headers,
      body: bytes,
    }));
}

const NO_BODY: Sent = { headers: [], bytes: undefined };
const JSON_HEADERS = [['content-type', 'application/json']] as const;

function bodyOf(example: fc.Arbitrary<unknown>): fc.Arbitrary<Sent> {
  const values = fc.oneof({ weight: 1, arbitrary: example }, { weight: 7, arbitrary: mutated(example) });
  const written = fc.oneof(
    { weight: 12, arbitrary: fc.tuple(values, fc.boolean()).map(([value, over]) => asJson(value, over)) },
    { weight: 2, arbitrary: garbage },
  );
  return fc.oneof(
    { weight: 16, arbitrary: written.map((bytes) => ({ headers: JSON_HEADERS, bytes })) },
    {
      weight: 4,
      arbitrary: fc.tuple(written, fc.constantFrom(...WRAPPINGS)).map(([bytes, wrap]) => wrap(bytes)),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(values, fc.nat(500), fc.nat(3)).map(([value, at, by]) => dense(value, at, by)),
    },
  );
}

/** @param over whether the largest number is written as one that no double holds: JSON has it, and it reads as Infinity */
function asJson(value: unknown, over: boolean): Bytes {
  const text = (JSON.stringify(value) as string | undefined) ?? '';
  return Uint8Array.from(Buffer.from(over ? text.replaceAll('1e+308', '1e999') : text));
}

const encoded = (encoding: string, bytes: Uint8Array): Sent => ({
  headers: [...JSON_HEADERS, ['content-encoding', encoding]],
  bytes: Uint8Array.from(bytes),
});
const WRAPPINGS: readonly ((bytes: Bytes) => Sent)[] = [
  (bytes) => encoded('gzip', gzipSync(bytes)),
  (bytes) => encoded('deflate', deflateSync(bytes)),
  (bytes) => encoded('gzip', gzipSync(bytes).subarray(0, -5)),
  (bytes) => encoded('gzip', bytes),
  (bytes) => encoded('deflate', gzipSync(bytes)),
  (bytes) => encoded('br', bytes),
  (bytes) => encoded('gzip, gzip', gzipSync(gzipSync(bytes))),
  (bytes) => encoded(VALUE_MARK, bytes),
  () => encoded('gzip', gzipSync(Buffer.alloc(2_000_000))),
  (bytes) => ({ headers: [['content-type', DENSE_TYPE]], bytes }),
  (bytes) => ({ headers: [['content-type', 'text/html']], bytes }),
  (bytes) => ({ headers: [['content-type', 'multipart/form-data; boundary=']], bytes }),
  (bytes) => ({ headers: [['content-type', `application/json; charset=${VALUE_MARK}`]], bytes }),
  (bytes) => ({
    headers: JSON_HEADERS,
    bytes: Uint8Array.from(Buffer.from(Buffer.from(bytes).toString(), 'utf16le')),
  }),
];

/** A frame of the dense form, damaged at one place unless `by` is 0. */
function dense(value: unknown, at: number, by: number): Sent {
  let frame: Bytes;
  try {
    frame = Uint8Array.from(beginChain('columns', zlibDeflater).encode(value));
  } catch {
    // Some of what JSON has, the dense form cannot say.
    frame = Uint8Array.from([1, 2, 3]);
  }
  const place = at % frame.length;
  frame[place] = ((frame[place] ?? 0) + by * 85) % 256;
  return { headers: [['content-type', DENSE_TYPE]], bytes: frame };
}

const hostileSegment: fc.Arbitrary<string> = fc.oneof(
  hostileText.map((body) => encodeURIComponent(body.replace(/\p{Surrogate}/gu, ''))),
  fc.constantFrom(
    '%',
    '%00',
    '%ff',
    '%E0%A4%A',
    '%ED%A0%80',
    '..%2f..%2fetc%2fpasswd',
    '%2e%2e',
    'a/b',
    '__proto__',
    'constructor',
    ':id',
    '*',
    '-1',
    '0',
    '1.5',
    '1e3',
    '9007199254740991',
    '99999999999999999999',
    `${VALUE_MARK}%00`,
    'x'.repeat(4_000),
  ),
);

function queryOf(example: fc.Arbitrary<Record<string, string>>): fc.Arbitrary<string> {
  const spoilt = fc.tuple(example, fc.nat(20), hostileText).map(([query, at, body]) => {
    const names = Object.keys(query);
    return { ...query, [names[at % Math.max(1, names.length)] ?? KEY_MARK]: body };
  });
  return fc.oneof(
    { weight: 4, arbitrary: example.map(search) },
    { weight: 4, arbitrary: spoilt.map(search) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(example.map(search), fc.constantFrom(...RAW_QUERIES))
        .map((parts) => parts.join('')),
    },
  );
}

const search = (query: Record<string, string>): string => `?${new URLSearchParams(query).toString()}`;
const RAW_QUERIES = [
  '&',
  '&=',
  '&%',
  '&%ff=%fe',
  '&limit=1&limit=2',
  '&limit[]=1',
  '&limit=',
  '&limit=%00',
  '&__proto__[role]=ADMIN&constructor=1',
  '&deviceId=%00',
  '&deviceId=%ED%A0%80',
  `&lastEventId=${VALUE_MARK}`,
  `&${KEY_MARK}=1`,
  `&q=%ff${VALUE_MARK}`,
  `&q=${'%25'.repeat(1_000)}`,
] as const;

/** Latin-1 as the platform's own `Headers` takes it. */
const HEADERS: readonly (readonly [string, string])[] = [
  ['content-length', '-1'],
  ['content-length', 'NaN'],
  ['content-length', '99999999999'],
  ['content-length', '3'],
  ['content-type', ''],
  ['accept', DENSE_TYPE],
  ['accept', `;;;,${VALUE_MARK}`],
  ['accept-encoding', 'gzip;q=NaN, *;q=, ;'],
  ['accept-encoding', ','.repeat(8_000)],
  ['last-event-id', `${VALUE_MARK}\xff`],
  ['last-event-id', 'a.999999999999999'],
  ['if-none-match', `W/"${VALUE_MARK}", *`],
  ['user-agent', `\x80\xff${VALUE_MARK.repeat(1_000)}`],
  ['x-forwarded-for', `'; drop table records; --, ${VALUE_MARK}`],
  ['x-forwarded-host', `${VALUE_MARK}.example`],
  ['x-forwarded-proto', VALUE_MARK],
  ['x-http-method-override', 'DELETE'],
  ['origin', 'null'],
  ['origin', `https://${VALUE_MARK}.example`],
  ['origin', '\xff\xfe'],
  ['sec-fetch-site', 'cross-site'],
  ['sec-fetch-site', VALUE_MARK],
  ['host', `${VALUE_MARK}:99999`],
  ['authorization', `Bearer ${VALUE_MARK}`],
  ['range', 'bytes=0-1,5-'],
  ['cookie', '%'],
  ['cookie', `fieldsync.session_token=%E0%A4%A; fieldsync.session_data=${VALUE_MARK}`],
  ['cookie', 'fieldsync.session_token='],
  ['cookie', `fieldsync.session_token=${'a'.repeat(6_000)}.${'b'.repeat(44)}`],
  ['cookie', '__proto__=1; =;;;= ; constructor=%00'],
];
