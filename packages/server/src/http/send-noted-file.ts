import type { Context } from 'hono';
import type { AuditEntry, AuditLog } from '../services/audit.ts';
import type { HttpEnv } from './http-env.ts';
import { sendProblem } from './reply.ts';
import { sendFile, type FileAnswer } from './send-file.ts';
import type { StreamPlaces } from './stream-places.ts';

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
  // Nobody would read it, and nothing leaves.
  if (c.req.method === 'HEAD') return c.body(null);
  const { id } = c.get('actor');
  if (!places.take(id))
    return sendProblem(c, {
      code: 'UNAVAILABLE',
      message: 'Other files are being written. Try again in a moment.',
      retryAfterMs: 15_000,
    });
  const giveBack = (): void => places.giveBack(id);
  try {
    await audit.append(note);
  } catch (error) {
    giveBack();
    throw error;
  }
  return sendFile(c, { ...file, ended: giveBack });
}
