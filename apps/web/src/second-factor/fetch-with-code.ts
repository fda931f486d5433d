import { envelopeSchema } from '@fieldsync/protocol';
import { z } from 'zod';
import { askForCode, type CodeNeed } from './code-question.ts';

const anyReply = envelopeSchema(z.unknown());

export function needOfCode(code: string | undefined): CodeNeed | undefined {
  if (code === 'SECOND_FACTOR_REQUIRED') return 'code';
  return code === 'SECOND_FACTOR_ENROLMENT_NEEDED' ? 'enrolment' : undefined;
}

/**
 * Sends, and where the office wants a code first, asks for it and sends the same once more: a refusal of that kind means that nothing was
 * done. What the person had typed stays where it is meanwhile.
 * @param init made anew for each try, with its own patience
 * @throws as `fetch` does
 */
export async function fetchWithCode(path: string, init: () => RequestInit): Promise<Response> {
  const reply = await fetch(path, init());
  if (reply.status !== 403) return reply;
  const said = anyReply.safeParse(
    await reply
      .clone()
      .json()
      .catch(() => undefined),
  );
  const need = said.success && !said.data.success ? needOfCode(said.data.error.code) : undefined;
  return need !== undefined && (await askForCode(need)) ? fetch(path, init()) : reply;
}
