/** Runs in the page: the corpus, captured as a person would capture it. */
import type { BackgroundSyncManager } from '@fieldsync/engine';
import type { Operation, RecordData, RecordId } from '@fieldsync/protocol';

/** The engine mints its own ids: what refers to another record of the corpus must follow. */
const minted = new Map<string, RecordId>();

function translated(data: RecordData): RecordData {
  const refersTo = data['assessmentId'];
  if (typeof refersTo !== 'string') return data;
  const id = minted.get(refersTo);
  return id === undefined ? data : { ...data, assessmentId: id };
}

async function capture(engine: BackgroundSyncManager, operation: Operation): Promise<void> {
  const priority = operation.priority === undefined ? {} : { priority: operation.priority };
  if (operation.action === 'CREATE') {
    const saved = await engine.save({ type: operation.type, data: translated(operation.data), ...priority });
    if (!saved.ok) throw new Error(`not saved: ${JSON.stringify(saved)}`);
    minted.set(operation.entityId, saved.record.id);
    return;
  }
  const id = minted.get(operation.entityId);
  const record = id === undefined ? undefined : await engine.getRecord(id);
  if (id === undefined || record === undefined || operation.action !== 'UPDATE')
    throw new Error('the corpus changes a record that was not captured');
  const saved = await engine.update({ id, data: { ...record.data, ...operation.patch }, ...priority });
  if (!saved.ok) throw new Error(`not updated: ${JSON.stringify(saved)}`);
}

/**
 * Each at the time that the corpus has for it: captured within the same seconds, ids and times would differ in their last
 * digits alone and compress better than two days of work do.
 */
export async function captureAll(
  engine: BackgroundSyncManager,
  operations: readonly Operation[],
): Promise<void> {
  const { now } = Date;
  try {
    for (const operation of operations) {
      const capturedAtMs = Date.parse(operation.capturedAt);
      Date.now = () => capturedAtMs;
      await capture(engine, operation);
    }
  } finally {
    Date.now = now;
  }
}
