import { isDeepStrictEqual } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { wireErrorSchema } from '@fieldsync/protocol';
import { z } from 'zod';
import { ACCESS } from '../http/access-table.ts';
import { descriptionOf } from '../http/api/descriptions.ts';
import { errorsOf } from '../http/api/errors-of.ts';
import { isOtherAnswer } from '../http/api/route-description.ts';

const envelopeSchema = z.object({
  data: z.unknown().optional(),
  meta: z.record(z.string(), z.unknown()).optional(),
  error: wireErrorSchema.optional(),
});

/**
 * Every answer that a test gets is held against what the API's document says of its route: a part that the document does not
 * name, a status that it does not list. Answers to what nobody may send (another method, another address) are not in it.
 * @throws with what does not fit
 */
export async function fitsDescription(method: string, path: string, reply: Response): Promise<void> {
  const access = ACCESS.find((line) => line.method === method && patternOf(line.path).test(path));
  const json = reply.headers.get('content-type')?.startsWith('application/json') === true;
  if (access === undefined || !json) return;
  const description = descriptionOf(access.method, access.path);
  const { answer, meta } = description;
  if (isOtherAnswer(answer) && reply.status === 200) return;
  const bytes = Buffer.from(await reply.clone().arrayBuffer());
  const text = reply.headers.get('content-encoding') === 'gzip' ? gunzipSync(bytes) : bytes;
  const body = envelopeSchema.parse(JSON.parse(text.toString()));
  const route = `${method} ${access.path}`;
  if (reply.status === 200) {
    if (!isOtherAnswer(answer)) mustFit(`${route}: data`, answer, body.data);
    // What an exchange could not read of a report is said beside a reply that counts.
    if (meta !== undefined) mustFit(`${route}: meta`, meta, body.meta);
    return;
  }
  const code = body.error?.code;
  if (code === undefined || errorsOf(access, description).get(reply.status)?.includes(code) !== true)
    throw new Error(`${route} answered ${String(reply.status)} ${String(code)}, which is not described`);
}

function mustFit(what: string, schema: z.ZodType, value: unknown): void {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Error(`${what} is not as described: ${parsed.error.message}`);
  // What is not described is dropped by the schema.
  if (!isDeepStrictEqual(parsed.data, value))
    throw new Error(`${what} has more than is described: ${JSON.stringify(value)}`);
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/[.]/g, '\\.').replaceAll(/:\w+/g, '[^/]+')}$`);
}
