import { expect, test } from 'vitest';
import { TlsRecords } from './tls-records.ts';

const record = (length: number) =>
  Buffer.concat([Buffer.from([23, 3, 3, length >> 8, length & 255]), Buffer.alloc(length, 23)]);
const stream = Buffer.concat([record(0), record(1), record(300), record(5)]);

test('records are counted, however the bytes are cut', () => {
  for (const step of [1, 2, 3, 7, 100, 1_000]) {
    const records = new TlsRecords();
    for (let at = 0; at < stream.length; at += step) records.add(stream.subarray(at, at + step));
    expect(records.count).toBe(4);
  }
});

test('a record counts from its header on', () => {
  const records = new TlsRecords();
  records.add(stream.subarray(0, 4));
  expect(records.count).toBe(0);
  records.add(stream.subarray(4, 5));
  expect(records.count).toBe(1);
});
