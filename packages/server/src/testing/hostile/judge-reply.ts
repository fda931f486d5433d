import { ERROR_TABLE, wireErrorSchema } from '@fieldsync/protocol';
import { gunzipSync } from 'node:zlib';
import { expect } from 'vitest';
import { z } from 'zod';
import type { HostileCase } from './hostile-case.ts';
import { KEY_MARK, VALUE_MARK } from './hostile-values.ts';

const refusalSchema = z.strictObject({
  success: z.literal(false),
  error: wireErrorSchema.strict(),
  meta: z.record(z.string(), z.unknown()).optional(),
});
const successSchema = z.strictObject({
  success: z.literal(true),
  data: z.unknown(),
  meta: z.record(z.string(), z.unknown()).optional(),
});

const codeRefusedSchema = z.strictObject({
  why: z.enum(['wrong', 'used', 'none']),
  officeTime: z.iso.datetime(),
});

export type Judged =
  | { readonly kind: 'stream' | 'fixed' }
  | { readonly kind: 'data'; readonly data: unknown }
  | { readonly kind: 'refused'; readonly code: string; readonly field: string | undefined };

/** Longer names are cut: whoever sent one knows it, and nobody reads it. */
const LONGEST_FIELD = 200;

/** What every answer to a hostile request must be. */
export async function judgeReply(reply: Response, { readsBack, fixed }: HostileCase): Promise<Judged> {
  expect(reply.headers.get('x-fieldsync')).toMatch(/^\d+$/);
  for (const [name, value] of reply.headers) expect([name, value]).not.toSatisfy(hasMark);
  if (reply.headers.get('content-type') === 'text/event-stream') {
    await reply.body?.cancel();
    return { kind: 'stream' };
  }
  if (reply.headers.has('x-openrosa-version')) return judgeXml(reply);
  // A file: written to its end, or it would be an error of the connection here.
  if (reply.headers.has('content-disposition')) {
    expect(reply.status).toBe(200);
    await reply.arrayBuffer();
    return { kind: 'data', data: undefined };
  }
  const bytes = Buffer.from(await reply.arrayBuffer());
  const text = reply.headers.get('content-encoding') === 'gzip' ? gunzipSync(bytes) : bytes;
  if (fixed === true && reply.status === 200) {
    expect(text.toString()).not.toSatisfy(hasMark);
    return { kind: 'fixed' };
  }
  expect(reply.headers.get('content-type')).toMatch(/^application\/json/);
  const body: unknown = JSON.parse(text.toString());
  if (reply.status === 200) {
    const { data, meta } = successSchema.parse(body);
    if (readsBack !== true) expect(data).not.toSatisfy(hasMark);
    const verdicts = (data as { verdicts?: unknown } | null)?.verdicts;
    expect([withoutFields(verdicts), withoutFields(meta)]).not.toSatisfy(hasMark);
    return { kind: 'data', data };
  }
  const { error, meta } = refusalSchema.parse(body);
  expect([error.code, reply.status]).toEqual([error.code, ERROR_TABLE[error.code].status]);
  if (reply.status >= 500) expect([reply.status, error.code]).toEqual([503, 'UNAVAILABLE']);
  if (reply.status === 503 || reply.status === 429)
    expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(error.message).not.toSatisfy(hasMark);
  expect(error.field ?? '').not.toContain(VALUE_MARK);
  expect((error.field ?? '').length).toBeLessThanOrEqual(LONGEST_FIELD);
  // Of a code it is said why it is none; somebody else's change of the same thing is shown as it is kept.
  if (error.field === 'code' && meta !== undefined) codeRefusedSchema.parse(meta);
  else if (error.code !== 'CONFLICT') expect(meta).toBeUndefined();
  return { kind: 'refused', code: error.code, field: error.field };
}

const STATUSES = new Map(Object.entries(ERROR_TABLE).map(([code, { status }]) => [status, code]));

/** The same of an answer to another app. Its message may name a question that there is none of, in brackets. */
async function judgeXml(reply: Response): Promise<Judged> {
  const bytes = Buffer.from(await reply.arrayBuffer());
  if (reply.status === 204) {
    expect(bytes.byteLength).toBe(0);
    return { kind: 'data', data: null };
  }
  expect(reply.headers.get('content-type')).toBe('text/xml; charset=utf-8');
  const text = (reply.headers.get('content-encoding') === 'gzip' ? gunzipSync(bytes) : bytes).toString();
  expect(text).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n</);
  expect(text.replace(/ \([\w.-]{1,61}\)/, '')).not.toSatisfy(hasMark);
  if (reply.status < 300) return { kind: 'data', data: text };
  const code = STATUSES.get(reply.status);
  expect(text).toMatch(
    /<OpenRosaResponse [^>]*><message nature="error">[^<]+<\/message><\/OpenRosaResponse>$/,
  );
  if (code === undefined || reply.status >= 500) expect([reply.status, code]).toEqual([503, 'UNAVAILABLE']);
  if (reply.status === 503 || reply.status === 429)
    expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0);
  return { kind: 'refused', code: code ?? '', field: undefined };
}

function hasMark(value: unknown): boolean {
  const text = (JSON.stringify(value) as string | undefined) ?? '';
  return text.includes(VALUE_MARK) || text.includes(KEY_MARK);
}

/** `field` names what was refused, and may be a name that nobody knows. */
function withoutFields(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value ?? null, (key, inner: unknown) => (key === 'field' ? undefined : inner)),
  );
}
