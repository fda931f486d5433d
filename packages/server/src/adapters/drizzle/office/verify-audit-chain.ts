import { sql } from 'drizzle-orm';
import type { ChainedLine } from '../../../core/audit-chain.ts';
import { CHAIN_START, linkFault } from '../../../core/audit-chain.ts';
import type { Queries } from '../../database.ts';
import { BLACKEN_ACT, BLACKENED } from '../queries/blacken-audit.ts';
import { hashOfLine } from './drizzle-audit-log.ts';

/** A line and its hash, noted at another place: what came before it cannot have been replaced as a whole. */
export interface Anchor {
  readonly seq: number;
  readonly hash: string;
}

export type AuditVerdict =
  | { readonly ok: true; readonly lines: number; readonly last: Anchor | undefined }
  | {
      readonly ok: false;
      /** Number of the first line that is wrong. */
      readonly seq: number;
      readonly fault: 'changed' | 'does not follow' | 'not as noted';
    };

const PAGE = 1_000;

/** Reckons every line again, the first one first, and stops at the first one that is wrong. */
export async function verifyAuditChain(queries: Queries, anchor?: Anchor): Promise<AuditVerdict> {
  const named = await blackenedLines(queries);
  let before = CHAIN_START;
  let last: Anchor | undefined;
  let lines = 0;
  let met = false;
  for (let more = true; more;) {
    const page = await readPage(queries, last?.seq ?? 0);
    for (const line of page) {
      const fault = linkFault(line, before, hashOfLine);
      // Its details were erased, and it says nothing beside that: its own hash holds its place for the line after it.
      const blackened =
        fault === 'changed' && line.detail === BLACKENED && (named.get(line.seq) ?? 0) > line.seq;
      if (fault !== undefined && !blackened) return { ok: false, seq: line.seq, fault };
      if (line.seq === anchor?.seq) {
        if (line.hash !== anchor.hash) return { ok: false, seq: line.seq, fault: 'not as noted' };
        met = true;
      }
      before = line.hash;
      last = { seq: line.seq, hash: line.hash };
      lines += 1;
    }
    more = page.length === PAGE;
  }
  if (anchor !== undefined && !met) return { ok: false, seq: anchor.seq, fault: 'not as noted' };
  return { ok: true, lines, last };
}

/** Lines that a later one says were blackened, and which one. That later line is reckoned like every other. */
async function blackenedLines(queries: Queries): Promise<ReadonlyMap<number, number>> {
  const { rows } = await queries.execute<{ line: string; by: string }>(sql`
    select line, seq::text as by from audit_log, jsonb_array_elements_text(detail->'lines') as line where act = ${BLACKEN_ACT}`);
  return new Map(rows.map(({ line, by }) => [Number(line), Number(by)]));
}

async function readPage(queries: Queries, after: number): Promise<readonly ChainedLine[]> {
  const { rows } = await queries.execute<{
    seq: string;
    at: string;
    actor: string;
    act: string;
    subject: string;
    detail: string;
    previous: string;
    hash: string;
  }>(sql`
    select seq::text, to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, actor, act, subject,
      detail::text as detail, previous_hash as previous, hash
    from audit_log where seq > ${after} order by audit_log.seq limit ${PAGE}`);
  return rows.map(({ seq, previous, ...line }) => ({ ...line, seq: Number(seq), previousHash: previous }));
}
