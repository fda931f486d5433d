// @vitest-environment happy-dom
import { REPLY_HEADER } from '@fieldsync/protocol';
import { expect, it, vi } from 'vitest';
import { askForFile } from './ask-for-file.ts';

it.each([
  [200, undefined],
  [401, 'signed-out'],
  [403, 'forbidden'],
  [404, 'not-found'],
  [503, 'busy'],
  [500, 'silent'],
])('an answer of %i is %s', async (status, why) => {
  const asked: unknown[] = [];
  vi.stubGlobal('fetch', (path: string, { method }: { method: string }) => {
    asked.push([method, path]);
    return Promise.resolve(new Response(null, { status, headers: { [REPLY_HEADER]: '3' } }));
  });
  expect(await askForFile('/file')).toBe(why);
  expect(asked).toEqual([['HEAD', '/file']]);
});

it('tells a captive portal and a line that is down from the office', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('<html>')));
  expect(await askForFile('/file')).toBe('portal');
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
  expect(await askForFile('/file')).toBe('silent');
});
