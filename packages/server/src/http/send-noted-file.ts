import type { Context } from 'hono';
import type { AuditEntry, AuditLog } from '../services/audit.ts';
import type { HttpEnv } from './http-env.ts';
import { sendProblem } from './reply.ts';
import { sendFile, type FileAnswer } from './send-file.ts';
import type { StreamPlaces } from './stream-places.ts';

const FULL = {
  code: 'UNAVAILABLE',
  message: 'Other files are being written. Try again in a moment.',
  retryAfterMs: 15_000,
} as const;

/**
 * A file with people in it. That it was asked for is in the audit log before its first byte leaves, and so many are written
 * at once as there are places; UNAVAILABLE when there is none.
 */
export async function sendNotedFile(
  c: Context<HttpEnv>,
  { places, audit }: { readonly places: StreamPlaces; readonly audit: AuditLog },
  note: AuditEntry,
  file: Omit<FileAnswer, 'ended'>,
): Promise<Response> {
  const { id } = c.get('actor');
  // A page asks so whether it would get the file: a browser that fetches one tells no page why it did not. Nothing leaves.
  if (c.req.method === 'HEAD') return places.isFree(id) ? c.body(null) : sendProblem(c, FULL);
  if (!places.take(id)) return sendProblem(c, FULL);
  const giveBack = (): void => places.giveBack(id);
  try {
    await audit.append(note);
  } catch (error) {
    giveBack();
    throw error;
  }
  return sendFile(c, { ...file, ended: giveBack });
}
