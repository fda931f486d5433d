import type { RecordData } from '@fieldsync/protocol';
import type { StoredRecord } from '../core/stored.ts';
import { boundTo, parsed, type RecordRow } from './sealed-rows.ts';
import type { BoxOf, Sealer, TextOf } from './sealer.ts';

type Secret = Pick<
  StoredRecord,
  | 'data'
  | 'sector'
  | 'placeId'
  | 'area'
  | 'left'
  | 'reasons'
  | 'reason'
  | 'choice'
  | 'decisions'
  | 'override'
  | 'overrideOrder'
>;

/** Undefined for each row that does not open. */
export async function openRecords(
  sealer: Sealer,
  rows: readonly RecordRow[],
): Promise<(StoredRecord | undefined)[]> {
  const boxes: BoxOf[] = rows.map((row) => ({ bound: boundTo('records', row.id, 'data'), box: row.box }));
  const bases = rows.filter((row) => row.base === 'own');
  const texts = await sealer.open([
    ...boxes,
    ...bases.map((row) => ({ bound: boundTo('records', row.id, 'base'), box: row.baseBox })),
  ]);
  const baseTexts = new Map(bases.map((row, index) => [row.id, texts[rows.length + index]]));
  return rows.map((row, index) => {
    const secret = parsed(texts[index]) as Secret | undefined;
    const ownBase = parsed(baseTexts.get(row.id)) as RecordData | undefined;
    if (secret === undefined || (row.base === 'own' && ownBase === undefined)) return undefined;
    return recordOf(row, secret, ownBase);
  });
}

function recordOf(row: RecordRow, secret: Secret, ownBase: RecordData | undefined): StoredRecord {
  const { version, base, box: _box, baseBox: _baseBox, ...clear } = row;
  const data = base === 'same' ? secret.data : base === 'own' ? (ownBase ?? null) : null;
  return { ...clear, ...secret, base: version === null ? null : { version, data } };
}

export async function sealRecords(sealer: Sealer, records: readonly StoredRecord[]): Promise<RecordRow[]> {
  const secrets = records.map((record): TextOf => {
    const { data, sector, placeId, area, left, reasons, reason, choice, decisions, override, overrideOrder } =
      record;
    const secret: Secret = {
      data,
      sector,
      placeId,
      reasons,
      reason,
      choice,
      ...(area === undefined ? {} : { area }),
      ...(left === undefined ? {} : { left }),
      ...(decisions === undefined ? {} : { decisions }),
      ...(override === undefined ? {} : { override }),
      ...(overrideOrder === undefined ? {} : { overrideOrder }),
    };
    return { bound: boundTo('records', record.id, 'data'), text: JSON.stringify(secret) };
  });
  const kinds = records.map(baseKindOf);
  const bases = records.flatMap((record, index): TextOf[] =>
    kinds[index] === 'own'
      ? [{ bound: boundTo('records', record.id, 'base'), text: JSON.stringify(record.base?.data) }]
      : [],
  );
  const boxes = await sealer.seal([...secrets, ...bases]);
  let nextBase = records.length;
  return records.map((record, index): RecordRow => {
    const { id, type, state, score, band, deleted, savedAt, officeAt, others, walk } = record;
    const box = boxes[index];
    const base = kinds[index] ?? 'none';
    const baseBox = base === 'own' ? boxes[nextBase++] : undefined;
    if (box === undefined) throw new Error('a record came out of sealing without its box');
    return {
      id,
      type,
      state,
      score,
      band,
      deleted,
      savedAt,
      officeAt,
      ...(others === undefined ? {} : { others }),
      ...(walk === undefined ? {} : { walk }),
      version: record.base?.version ?? null,
      base,
      box,
      ...(baseBox === undefined ? {} : { baseBox }),
    };
  });
}

function baseKindOf(record: StoredRecord): RecordRow['base'] {
  if (record.base === null) return 'none';
  if (record.base.data === null) return 'gone';
  if (record.base.data === record.data) return 'same';
  return JSON.stringify(record.base.data) === JSON.stringify(record.data) ? 'same' : 'own';
}
