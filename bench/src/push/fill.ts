import type { PushOffice } from './push-office.ts';

/** Rows in one statement: the embedded database keeps a statement's work in memory. */
const STEP = 50_000;

/** Lets so many records, each with its line in the ledger, have come in earlier. The server must be stopped. */
export async function fill(office: PushOffice, count: number): Promise<void> {
  for (let from = 1; from <= count; from += STEP) {
    const numbers = `generate_series(${String(from)}, ${String(Math.min(count, from + STEP - 1))}) i`;
    const id = (letter: string) => `('0190${letter}000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid`;
    const at = `timestamptz '2026-11-01' + i * interval '1 second'`;
    await office.run(`
      insert into operations (id, device_id, actor_id, record_id, action, verdict, received_at)
      select ${id('b')}, ${id('c')}, 'user-' || i % 200, ${id('a')}, 'CREATE', '{"status":"applied","version":1}', ${at}
      from ${numbers}`);
    await office.run(`
      insert into records (id, type, version, data, field_versions, created_by, updated_by, captured_at, received_at,
        changed_at, score, priority_reasons, sector, affected_entity_id, cursor)
      select ${id('a')}, 'ASSESSMENT', 1, jsonb_build_object('assessmentType', 'HEALTH', 'numberHealthFacilities', i % 9,
          'additionalDetails', repeat(md5(i::text), 12)), '{}', 'user-' || i % 200, 'user-' || i % 200, ${at}, ${at}, ${at},
        30 + i % 60, '[]', 'HEALTH', ${id('d')}, i
      from ${numbers}`);
  }
  // Positions that are given out from now on lie beyond these.
  await office.run(`update feed set base = base + ${String(count)}`);
  await office.run('analyze');
}
