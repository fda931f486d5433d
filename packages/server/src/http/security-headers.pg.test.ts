import { paths } from '@fieldsync/protocol';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { testDatabases } from '../testing/test-databases.ts';
import type { TestOffice, TestPerson } from '../testing/test-office.ts';
import { openTestOffice } from '../testing/test-office.ts';
import { DATA_POLICY, pagePolicy, WORKER_POLICY } from './content-security-policy.ts';
import type { StaticFile, StaticSite } from './static-site.ts';

const [on] = testDatabases();
if (on === undefined) throw new Error('no database');
const database = on;

const HASH = "'sha256-AAAA'";
const file = (contentType: string, scriptHashes?: readonly string[]): StaticFile => ({
  contentType,
  etag: '"a"',
  plain: Uint8Array.from(Buffer.from('content')),
  ...(scriptHashes === undefined ? {} : { scriptHashes }),
});
const site: StaticSite = new Map([
  ['/index.html', file('text/html; charset=utf-8', [HASH])],
  ['/more/index.html', file('text/html; charset=utf-8', [HASH])],
  ['/404.html', file('text/html; charset=utf-8', [HASH])],
  ['/sw.js', file('text/javascript; charset=utf-8')],
  ['/drain.js', file('text/javascript; charset=utf-8')],
  ['/icon.png', file('image/png')],
]);

const PAGE = {
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'permissions-policy': expect.stringContaining('usb=()') as unknown,
};
const policyOf = { page: pagePolicy([HASH]), worker: WORKER_POLICY, data: DATA_POLICY };

describe('[X1] the headers of every kind of answer', () => {
  let office: TestOffice;
  let amina: TestPerson;
  beforeAll(async () => {
    office = await openTestOffice(database, { site, origin: 'https://field.example.org' });
    amina = await office.as('amina');
  });
  afterEach(() => void vi.restoreAllMocks());
  afterAll(() => office.close());

  const ask: Readonly<Record<string, () => Promise<Response>>> = {
    'data of the API': () => amina.get(paths.session),
    'a stream': () => amina.get(paths.events),
    'signed out': () => office.request(paths.session),
    forbidden: () => amina.get(paths.jobs),
    'from another site': () => amina.send('POST', paths.pause, {}, { origin: 'https://evil.example' }),
    malformed: () => amina.send('POST', paths.exchange, 'x'),
    'an unknown address of the API': () => amina.get('/api/nothing'),
    'a failure': () => {
      vi.spyOn(office.opened.app.records, 'list').mockRejectedValue(new Error('broken'));
      return amina.get(paths.records);
    },
    'another method': () => amina.send('POST', '/nothing'),
    'a page': () => office.request('/'),
    'a page that is known': () => office.request('/', { headers: { 'if-none-match': '"a"' } }),
    'no such page': () => office.request('/nothing'),
    'the service worker': () => office.request('/sw.js'),
    "a page's worker": () => office.request('/drain.js'),
    'a picture': () => office.request('/icon.png'),
    'a redirect': () => office.request('/more'),
  };

  it.each<readonly [what: string, status: number, policy: keyof typeof policyOf]>([
    ['data of the API', 200, 'data'],
    ['a stream', 200, 'data'],
    ['signed out', 401, 'data'],
    ['forbidden', 403, 'data'],
    ['from another site', 403, 'data'],
    ['malformed', 400, 'data'],
    ['an unknown address of the API', 404, 'data'],
    ['a failure', 500, 'data'],
    ['another method', 404, 'data'],
    ['a page', 200, 'page'],
    ['a page that is known', 304, 'page'],
    ['no such page', 404, 'page'],
    ['the service worker', 200, 'worker'],
    ["a page's worker", 200, 'worker'],
    ['a picture', 200, 'data'],
    ['a redirect', 308, 'data'],
  ])('%s: %i', async (what, status, policy) => {
    const reply = await ask[what]?.();
    await reply?.body?.cancel();
    expect(reply?.status).toBe(status);
    expect(Object.fromEntries(reply?.headers ?? [])).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'strict-transport-security': 'max-age=31536000',
      'content-security-policy': policyOf[policy],
      ...(policy === 'data' ? {} : PAGE),
    });
    for (const name of ['server', 'x-powered-by', 'access-control-allow-origin'])
      expect(reply?.headers.has(name)).toBe(false);
  });
});
