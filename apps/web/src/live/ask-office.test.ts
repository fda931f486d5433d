import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { REPLY_HEADER } from '@fieldsync/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { askOffice, tellOffice } from './ask-office.ts';

let server: Server | undefined;
afterEach(() => server?.close());

/** Somebody who answers so, whatever is asked. */
async function answering(status: number, body: string, ours: boolean): Promise<string> {
  const opened = createServer((_, reply) =>
    reply.writeHead(status, ours ? { [REPLY_HEADER]: '3' } : {}).end(body),
  );
  server = opened;
  await new Promise<void>((resolve) => opened.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${String((opened.address() as AddressInfo).port)}/`;
}

const problem = JSON.stringify({ success: false, error: { code: 'FORBIDDEN', message: 'No' } });

describe('[S7] who answered, and what is said of it', () => {
  it.each([
    { what: 'a page of somebody else', status: 200, body: '<html></html>', ours: false, why: 'portal' },
    { what: 'a page that wants a sign-in', status: 511, body: '', ours: false, why: 'portal' },
    { what: 'a gateway whose office is away', status: 502, body: 'Bad gateway', ours: false, why: 'silent' },
    { what: 'a server that fell', status: 500, body: '', ours: false, why: 'silent' },
    { what: 'the office, which fell', status: 500, body: problem, ours: true, why: 'silent' },
    { what: 'the office, which knows nobody', status: 401, body: problem, ours: true, why: 'signed-out' },
    { what: 'the office, which says no', status: 403, body: problem, ours: true, why: 'forbidden' },
  ])('$what with $status: $why', async ({ status, body, ours, why }) => {
    const url = await answering(status, body, ours);
    const asked = await askOffice(url, z.object({}), new AbortController().signal);
    expect(asked).toEqual({ ok: false, why });
    // A refusal that is not in our words is one that nothing is known of.
    const told = await tellOffice('POST', url, {}, z.object({}));
    expect(told).toMatchObject({ ok: false, why });
  });
});
