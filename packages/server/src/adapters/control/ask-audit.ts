import { z } from 'zod';
import type { Anchor, AuditVerdict } from '../drizzle/office/verify-audit-chain.ts';
import { askControl } from './ask-control.ts';

const anchorSchema = z.object({ seq: z.number(), hash: z.string() });
const verdictSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), lines: z.number(), last: anchorSchema.optional() }),
  z.object({
    ok: z.literal(false),
    seq: z.number(),
    fault: z.enum(['changed', 'does not follow', 'not as noted']),
  }),
]);

/** Asks the server that runs on this folder. @returns undefined when none runs there that could answer */
export async function askAudit(
  dataDirectory: string,
  noted: Anchor | undefined,
): Promise<AuditVerdict | undefined> {
  const words = noted === undefined ? 'audit' : `audit ${String(noted.seq)}:${noted.hash}`;
  const lines = await askControl(dataDirectory, words);
  if (lines === undefined) return undefined;
  for await (const line of lines) {
    const verdict = verdictSchema.parse(line);
    return verdict.ok ? { ok: true, lines: verdict.lines, last: verdict.last } : verdict;
  }
  return undefined;
}
