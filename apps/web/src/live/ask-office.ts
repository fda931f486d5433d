import { envelopeSchema, REPLY_HEADER } from '@fieldsync/protocol';
import type { z } from 'zod';

/** Why the office did not give what was asked for. */
export type NoAnswer = 'offline' | 'portal' | 'silent' | 'signed-out' | 'forbidden' | 'not-found';
export type OfficeAnswer<Data> =
  { readonly ok: true; readonly data: Data } | { readonly ok: false; readonly why: NoAnswer };

const PATIENCE_MS = 20_000;
const whyByStatus: Readonly<Record<number, NoAnswer>> = {
  401: 'signed-out',
  403: 'forbidden',
  404: 'not-found',
};

/** Reads from the office. Never throws for what a network does: every outcome is a value. */
export async function askOffice<Data>(
  path: string,
  schema: z.ZodType<Data>,
  signal: AbortSignal,
): Promise<OfficeAnswer<Data>> {
  try {
    const reply = await fetch(path, {
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
    });
    if (!reply.headers.has(REPLY_HEADER)) return { ok: false, why: 'portal' };
    if (!reply.ok) return { ok: false, why: whyByStatus[reply.status] ?? 'silent' };
    const parsed = envelopeSchema(schema).safeParse(await reply.json());
    return parsed.success && parsed.data.success
      ? { ok: true, data: parsed.data.data }
      : { ok: false, why: 'silent' };
  } catch {
    return { ok: false, why: navigator.onLine ? 'silent' : 'offline' };
  }
}
