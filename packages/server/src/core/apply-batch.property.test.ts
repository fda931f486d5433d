import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeviceOperation } from '../testing/captured-work.ts';
import { capturedWork } from '../testing/captured-work.ts';
import { MemoryExchangeStore } from '../testing/memory-exchange-store.ts';
import { NaiveOffice } from '../testing/naive-office.ts';
import { batchOf, device as deviceId, record, testId } from '../testing/operations.ts';
import { applyBatch } from './apply-batch.ts';

const RECORDS = [1, 2, 3].map(record);
/** All three phones are the office's, so that each may edit each record. */
const from = (device: number) => ({ user: 'ibrahim', role: 'COORDINATOR', device }) as const;

describe('batches at random', () => {
  it('[K1] each verdict and each answer is what the whole history says', async () => {
    await fc.assert(
      fc.asyncProperty(capturedWork, async (work) => {
        const store = new MemoryExchangeStore();
        const naive = new NaiveOffice();
        for (const { device, operation } of work) {
          const { verdicts, writes } = await store.transact(batchOf([operation], from(device)), applyBatch);
          const [verdict] = verdicts;
          if (verdict?.status === 'held') {
            expect(writes).toEqual({ ledger: [], records: [], conflicts: [], jobs: [] });
            continue;
          }
          const expected = naive.take(operation, deviceId(device));
          if (expected === 'rejected') expect(verdict?.status).toBe('rejected');
          else if (expected.length > 0)
            expect(verdict).toMatchObject({ status: 'conflict', fields: expected });
          else expect(['applied', 'merged']).toContain(verdict?.status);
          expect(store.records.get(operation.entityId)?.record.data).toEqual(
            naive.dataOf(operation.entityId),
          );
          expect(store.records.get(operation.entityId)?.record.version).toBe(
            naive.versionOf(operation.entityId),
          );
        }
      }),
      { numRuns: 400 },
    );
  });

  it('[S1] replies that are lost and batches that come again change nothing; [S2] order is kept', async () => {
    const contact = fc.record({
      device: fc.integer({ min: 1, max: 3 }),
      size: fc.integer({ min: 1, max: 6 }),
      replyLost: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(capturedWork, fc.array(contact, { maxLength: 30 }), async (work, contacts) => {
        const store = new MemoryExchangeStore();
        const waiting = new Map(
          [1, 2, 3].map((device) => [device, work.filter((one) => one.device === device)]),
        );
        // Each phone sends from the front of its queue and forgets only what was judged and acknowledged.
        const exchange = async (device: number, size: number, replyLost: boolean): Promise<void> => {
          const queue = waiting.get(device) ?? [];
          const sent = queue.slice(0, size);
          const { verdicts } = await store.transact(batchOf(sent.map(toOperation), from(device)), applyBatch);
          if (replyLost) return;
          const kept = sent.filter((_, index) => verdicts[index]?.status === 'held');
          waiting.set(device, [...kept, ...queue.slice(size)]);
        };
        for (const { device, size, replyLost } of contacts) await exchange(device, size, replyLost);
        // Then contacts hold, until one round changes nothing.
        const left = () => [...waiting.values()].flat().length;
        for (let before = -1; before !== left();) {
          before = left();
          for (const device of [1, 2, 3]) await exchange(device, work.length, false);
        }

        // The ledger holds each operation once, in the order in which they took effect: replayed, it gives the records.
        const naive = new NaiveOffice();
        const byId = new Map(work.map((one) => [one.operation.id as string, one]));
        for (const entry of store.ledger.values()) {
          const one = byId.get(entry.id);
          if (one !== undefined) naive.take(one.operation, deviceId(one.device));
        }
        for (const id of RECORDS) {
          expect(store.records.get(id)?.record.data).toEqual(naive.dataOf(id));
        }
        expectOrderKept(store, work);
        // What is neither judged nor waiting behind a person's decision would be lost.
        const open = new Set(
          store.openConflicts().map((conflict) => `${conflict.deviceId} ${conflict.recordId}`),
        );
        for (const { device, operation } of work) {
          if (!store.ledger.has(operation.id))
            expect(open).toContain(`${deviceId(device)} ${operation.entityId}`);
        }
      }),
      { numRuns: 300 },
    );
  });
});

const toOperation = ({ operation }: DeviceOperation) => operation;

/** Operations of one phone on one record are in the ledger in the order in which they were captured. */
function expectOrderKept(store: MemoryExchangeStore, work: readonly DeviceOperation[]): void {
  const captured = new Map(work.map(({ operation }, index) => [operation.id as string, index]));
  for (const device of [1, 2, 3].map(deviceId)) {
    for (const id of RECORDS) {
      const order = [...store.ledger.values()]
        .filter((entry) => entry.deviceId === device && entry.recordId === id)
        .map((entry) => captured.get(entry.id) ?? -1);
      expect(order).toEqual([...order].sort((a, b) => a - b));
    }
  }
}

it('the readable ids are what the wire accepts', () => {
  expect(testId('operation', 255)).toBe('0190b000-0000-7000-8000-0000000000ff');
});
