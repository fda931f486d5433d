import { describe, expect, it } from 'vitest';
import { readBody } from './read-body.ts';

const post = (body: string | ReadableStream<Uint8Array>, headers: Record<string, string> = {}): Request =>
  new Request('http://localhost/', { method: 'POST', body, headers, duplex: 'half' });

/** Gives chunks for ever, and counts how many were asked for. */
function endless(chunk: Uint8Array): { stream: ReadableStream<Uint8Array>; pulled: () => number } {
  let pulled = 0;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled += 1;
      controller.enqueue(chunk);
    },
  });
  return { stream, pulled: () => pulled };
}

describe('readBody', () => {
  it('reads a body of exactly the bound', async () => {
    const outcome = await readBody(post('12345'), 5);
    expect(outcome.ok && outcome.value.toString()).toBe('12345');
  });

  it('takes no body for an empty one', async () => {
    const outcome = await readBody(new Request('http://localhost/'), 5);
    expect(outcome.ok && outcome.value.byteLength).toBe(0);
  });

  it('[X3] refuses what is announced as too long before reading any of it', async () => {
    const { stream, pulled } = endless(new Uint8Array(1));
    const asked = pulled();
    const outcome = await readBody(post(stream, { 'content-length': '6' }), 5);
    expect(outcome).toMatchObject({ error: { code: 'TOO_LARGE' } });
    expect(pulled() - asked).toBeLessThanOrEqual(1);
  });

  it('[X4] stops reading at the bound when nothing was announced', async () => {
    const { stream, pulled } = endless(new Uint8Array(1_000));
    const outcome = await readBody(post(stream), 10_000);
    expect(outcome).toMatchObject({ error: { code: 'TOO_LARGE' } });
    expect(pulled()).toBeLessThan(15);
  });

  it.each([[{}], [{ 'content-length': '5' }]])(
    'takes a body that breaks off for malformed: %j',
    async (headers) => {
      const stream = new ReadableStream<Uint8Array>({
        pull: (controller) => controller.error(new Error('cut')),
      });
      expect(await readBody(post(stream, headers), 5)).toMatchObject({ error: { code: 'MALFORMED' } });
    },
  );

  it('[X4] believes no announcement', async () => {
    const outcome = await readBody(post('123456', { 'content-length': '3' }), 5);
    expect(outcome).toMatchObject({ error: { code: 'TOO_LARGE' } });
  });

  it.each([
    ['0', ''],
    ['5', '12345'],
  ])('reads %s bytes as they were announced', async (length, body) => {
    const outcome = await readBody(post(body, { 'content-length': length }), 5);
    expect(outcome.ok && outcome.value.toString()).toBe(body);
  });
});
