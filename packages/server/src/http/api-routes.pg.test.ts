import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabases } from '../testing/test-databases.ts';
import type { TestOffice } from '../testing/test-office.ts';
import { openTestOffice } from '../testing/test-office.ts';
import { ACCESS } from './access-table.ts';
import type { ApiDocument } from './api/open-api-document.ts';

const [on] = testDatabases();
if (on === undefined) throw new Error('no database');
const database = on;

describe('the document of the API, as it is served', () => {
  let office: TestOffice;
  beforeAll(async () => {
    office = await openTestOffice(database);
  });
  afterAll(() => office.close());

  it('is there for programs without a session, compressed for who accepts that', async () => {
    const plain = await office.request('/api/v1/openapi.json');
    const text = await plain.text();
    const small = await office.request('/api/v1/openapi.json', { headers: { 'accept-encoding': 'gzip' } });
    expect(gunzipSync(Buffer.from(await small.arrayBuffer())).toString()).toBe(text);
    const document = JSON.parse(text) as ApiDocument;
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(Object.values(document.paths).flatMap((methods) => Object.keys(methods))).toHaveLength(
      ACCESS.length,
    );
  });

  it('[X1] is a page without a script, which loads nothing from anywhere, under a policy that would not let it', async () => {
    const reply = await office.request('/api/docs');
    const policy = reply.headers.get('content-security-policy') ?? '';
    const html = await reply.text();
    const [, style = ''] = /<style>([\s\S]*)<\/style>/.exec(html) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    expect(policy).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect(
      /<(script|link|img|iframe|object|form|base)\b|\sstyle=|\son\w+="|url\(|@import/i.exec(html),
    ).toBeNull();
    for (const [, target] of html.matchAll(/(?:href|src)="([^"]*)"/g)) expect(target).toMatch(/^(#|\/api\/)/);
    expect(reply.headers.get('x-frame-options')).toBe('DENY');
  });

  it('leads from each name in it to something in it, and shows every route', async () => {
    const html = await (await office.request('/api/docs')).text();
    const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    const targets = [...html.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(targets.length).toBeGreaterThan(ACCESS.length);
    for (const target of targets) expect(ids).toContain(target);
    expect(html.match(/<article /g)).toHaveLength(ACCESS.length);
  });
});
