import { describe, expect, it } from 'vitest';
import { buildRecord } from '../testing/build-item.ts';
import { NO_RECORDS, recountRecords } from './record-totals.ts';

describe('the totals of records by state', () => {
  const phone = buildRecord(1);
  const office = buildRecord(1, { state: 'office' });

  it('a new record counts, a deleted one counts no more', () => {
    const one = recountRecords(NO_RECORDS, undefined, phone);
    expect(one).toEqual({ ...NO_RECORDS, phone: 1 });
    expect(recountRecords(one, phone, undefined)).toEqual(NO_RECORDS);
  });

  it('[S7] one that changes its state moves; one that keeps it, or is on the way, stays', () => {
    const one = recountRecords(NO_RECORDS, undefined, phone);
    expect(recountRecords(one, phone, office)).toEqual({ ...NO_RECORDS, office: 1 });
    expect(recountRecords(one, phone, buildRecord(1, { score: 90 }))).toEqual(one);
    const sending = buildRecord(1, { state: 'sending' });
    expect(recountRecords(one, phone, sending)).toEqual(one);
    expect(recountRecords(one, sending, office)).toEqual({ ...NO_RECORDS, office: 1 });
  });
});
