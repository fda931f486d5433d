import {
  conflictDetailSchema,
  envelopeSchema,
  paths,
  REPLY_HEADER,
  type ConflictDetail,
} from '@fieldsync/protocol';
import type { NoAnswer } from '../live/ask-office.ts';
import { fetchWithCode, needOfCode } from '../second-factor/fetch-with-code.ts';
import type { Decision } from './choices.ts';

export type Told =
  | { readonly ok: true; readonly conflict: ConflictDetail }
  /** `faster`: somebody has decided meanwhile. `moved`: the record is another by now. `unfit`: a field does not fit. */
  | { readonly ok: false; readonly why: 'faster' | 'moved' }
  | { readonly ok: false; readonly why: 'unfit'; readonly field: string; readonly message: string }
  /** Whether it was kept is not known. */
  | { readonly ok: false; readonly why: NoAnswer };

export interface Saying extends Decision {
  readonly version: number;
  readonly justification: string;
}

const PATIENCE_MS = 20_000;
const reply = envelopeSchema(conflictDetailSchema);

/** Tells the office what was decided. Never throws for what a network does: every outcome is a value. */
export async function tellOffice(
  conflict: Pick<ConflictDetail, 'id' | 'resolution'>,
  saying: Saying,
): Promise<Told> {
  const first = conflict.resolution === null;
  try {
    const path = first ? paths.resolveConflict : `${paths.conflicts}/${conflict.id}/override`;
    const answer = await fetchWithCode(path, () => ({
      method: first ? 'POST' : 'PUT',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(first ? { conflictId: conflict.id, ...saying } : saying),
      signal: AbortSignal.timeout(PATIENCE_MS),
    }));
    if (!answer.headers.has(REPLY_HEADER)) return { ok: false, why: 'portal' };
    return toldBy(answer.status, reply.safeParse(await answer.json()).data);
  } catch {
    return { ok: false, why: navigator.onLine ? 'silent' : 'offline' };
  }
}

/** What a reply of the office means; pure. */
export function toldBy(status: number, said: ReturnType<typeof reply.parse> | undefined): Told {
  if (said === undefined) return { ok: false, why: 'silent' };
  if (said.success) return { ok: true, conflict: said.data };
  const { code, field = '', message } = said.error;
  if (code === 'CONFLICT') return { ok: false, why: field === 'version' ? 'moved' : 'faster' };
  if (code === 'VALIDATION') return { ok: false, why: 'unfit', field, message };
  if (needOfCode(code) !== undefined) return { ok: false, why: 'code-needed' };
  if (status === 401) return { ok: false, why: 'signed-out' };
  if (status === 403) return { ok: false, why: 'forbidden' };
  return { ok: false, why: status === 404 ? 'not-found' : 'silent' };
}
