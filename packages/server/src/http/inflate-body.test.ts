import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inflateBody } from './inflate-body.ts';

const bounds = { maxBytes: 8_388_608, maxRatio: 200 };
const text = Buffer.from(JSON.stringify({ v: 1, words: Array.from({ length: 300 }, (_, i) => `word${i}`) }));

describe('inflateBody', () => {
  it.each([
    ['gzip', gzipSync(text)],
    ['x-gzip', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['identity', text],
    [null, text],
  ])('reads %s', async (encoding, body) => {
    const outcome = await inflateBody(body, encoding, bounds);
    expect(outcome.ok && outcome.value.equals(text)).toBe(true);
  });

  it('[X4] gives up a bomb at the byte bound', async () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000));
    const outcome = await inflateBody(bomb, 'gzip', { maxBytes: 1_000_000, maxRatio: 1_000_000 });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'TOO_LARGE' } });
  });

  it('[X4] gives up a bomb at the ratio, long before the byte bound', async () => {
    const bomb = gzipSync(Buffer.alloc(4_000_000));
    expect(bomb.byteLength * bounds.maxRatio).toBeLessThan(bounds.maxBytes);
    expect(await inflateBody(bomb, 'gzip', bounds)).toMatchObject({ error: { code: 'TOO_LARGE' } });
  });

  it('[X4] bounds a body that is not compressed as well', async () => {
    expect(await inflateBody(text, null, { maxBytes: 10, maxRatio: 200 })).toMatchObject({
      error: { code: 'TOO_LARGE' },
    });
  });

  it.each([
    ['a cut stream', gzipSync(text).subarray(0, 100)],
    ['something else', Buffer.from('hello')],
    ['nothing', Buffer.alloc(0)],
  ])('[X3] refuses %s as malformed', async (_, body) => {
    expect(await inflateBody(body, 'gzip', bounds)).toMatchObject({ error: { code: 'MALFORMED' } });
  });

  it('says which encodings it knows', async () => {
    expect(await inflateBody(text, 'br', bounds)).toMatchObject({
      error: { code: 'UNSUPPORTED_ENCODING', message: expect.stringContaining('gzip, deflate') as string },
    });
  });

  it('refuses a dictionary that it does not have, so that the sender falls back', async () => {
    const body = deflateSync(text, { dictionary: Buffer.from('word1word2') });
    expect(await inflateBody(body, 'deflate', bounds)).toMatchObject({
      error: { code: 'UNSUPPORTED_ENCODING' },
    });
  });
});
