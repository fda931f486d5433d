import { envelopeSchema, REPLY_HEADER, type ErrorCode } from '@fieldsync/protocol';
import type { z } from 'zod';
import { fetchWithCode, needOfCode } from '../second-factor/fetch-with-code.ts';

/** Why the office did not give what was asked for. */
export type NoAnswer =
  | 'offline'
  | 'portal'
  | 'silent'
  | 'signed-out'
  | 'forbidden'
  | 'not-found'
  | 'refused'
  /** The office wanted a code first, and the person gave none. */
  | 'code-needed';
export type OfficeAnswer<Data> =
  { readonly ok: true; readonly data: Data } | { readonly ok: false; readonly why: NoAnswer };

const PATIENCE_MS = 20_000;
/** Said by what stands before an office that is away; whatever else has not our header is somebody else's page. */
const GATEWAY_STATUSES: ReadonlySet<number> = new Set([500, 502, 503, 504]);
/** Who may have answered where our header is not there. */
export const notOurs = ({ status }: Response): 'silent' | 'portal' =>
  GATEWAY_STATUSES.has(status) ? 'silent' : 'portal';
const whyByStatus: Readonly<Record<number, NoAnswer>> = {
  401: 'signed-out',
  403: 'forbidden',
  404: 'not-found',
};

/** What the office says no to: its own words, the answer that it is about, and what it knows of it. */
export interface OfficeRefusal {
  readonly ok: false;
  readonly why: NoAnswer;
  readonly code?: ErrorCode;
  readonly message?: string;
  readonly field?: string | undefined;
  /** When to try again, ms. */
  readonly retryAfterMs?: number | undefined;
  readonly meta?: Readonly<Record<string, unknown>> | undefined;
}

/** Asks the office to do something, and the person for a code where the office wants one first. Never throws for what a network does. */
export async function tellOffice<Data>(
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body: unknown,
  schema: z.ZodType<Data>,
): Promise<{ readonly ok: true; readonly data: Data } | OfficeRefusal> {
  try {
    const reply = await fetchWithCode(path, () => ({
      method,
      credentials: 'same-origin',
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    }));
    if (!reply.headers.has(REPLY_HEADER)) return { ok: false, why: notOurs(reply) };
    const parsed = envelopeSchema(schema).safeParse(await reply.json());
    if (!parsed.success) return { ok: false, why: 'silent' };
    if (parsed.data.success) return { ok: true, data: parsed.data.data };
    const { error, meta } = parsed.data;
    const known = needOfCode(error.code) === undefined ? whyByStatus[reply.status] : 'code-needed';
    const why = known ?? (reply.status < 500 ? 'refused' : 'silent');
    const { code, message, field, retryAfterMs } = error;
    return { ok: false, why, code, message, field, retryAfterMs, meta };
  } catch {
    return { ok: false, why: navigator.onLine ? 'silent' : 'offline' };
  }
}

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
    if (!reply.headers.has(REPLY_HEADER)) return { ok: false, why: notOurs(reply) };
    if (!reply.ok) return { ok: false, why: whyByStatus[reply.status] ?? 'silent' };
    const parsed = envelopeSchema(schema).safeParse(await reply.json());
    return parsed.success && parsed.data.success
      ? { ok: true, data: parsed.data.data }
      : { ok: false, why: 'silent' };
  } catch {
    return { ok: false, why: navigator.onLine ? 'silent' : 'offline' };
  }
}
