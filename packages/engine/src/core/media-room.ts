/**
 * Whether a medium may still be captured. A photo of 3 MB has the bytes of 2,500 records, and a full phone cannot keep the
 * next record: so media are refused while there is still a reserve, which records alone may use.
 */
export interface StorageRoom {
  readonly usedBytes: number;
  readonly quotaBytes: number;
}

/** Four times the answers of 10,000 records (1.2 KB each in the benchmark's corpus): they lie in two rows, with indexes. */
const RESERVE_BYTES = 50_000_000;
/** Of a small quota no more than this is kept back, or no medium would ever fit. */
const RESERVE_SHARE = 0.25;

export function recordReserve(quotaBytes: number): number {
  return Math.min(RESERVE_BYTES, quotaBytes * RESERVE_SHARE);
}

/** A browser that does not tell is believed: the write itself will say when there is no room. */
export function fitsBesideRecords(sizeBytes: number, room: StorageRoom | undefined): boolean {
  if (room === undefined) return true;
  return room.usedBytes + sizeBytes <= room.quotaBytes - recordReserve(room.quotaBytes);
}
