/**
 * Runs in the page: the best reference that was measured. JSON batches of 100 in score order, deflate at level 9 with a preset
 * dictionary, two in flight, removed from the outbox after the answer. Clean-room; without scoring of its own, without
 * order within a record, without encryption: it has less to do than the engine.
 */
import { deflate } from 'pako';
import type { Operation } from '@fieldsync/protocol';

export interface PeerPage {
  fill(operations: readonly Operation[]): Promise<void>;
  /** Opens what is stored, and sends once there is a network. */
  release(dictionary: string): Promise<void>;
  untilEmpty(): Promise<void>;
}

const BATCH = 100;
const IN_FLIGHT = 2;

function asPromise<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB failed'));
  });
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open('peer', 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore('outbox', { keyPath: 'key' });
  };
  return asPromise(request);
}

function done(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
  });
}

interface Row {
  /** Highest score first, then oldest first. */
  readonly key: readonly [number, number];
  readonly operation: Operation;
}

const inFlight = new Set<string>();
const nameOf = ({ key }: Row): string => key.join(' ');
let finished = () => {};
const empty = new Promise<void>((resolve) => (finished = resolve));

async function sendOne(database: IDBDatabase, dictionary: Uint8Array): Promise<boolean> {
  const all = (await asPromise(
    database
      .transaction('outbox')
      .objectStore('outbox')
      .getAll(undefined, BATCH * (IN_FLIGHT + 1)),
  )) as Row[];
  const batch = all.filter((row) => !inFlight.has(nameOf(row))).slice(0, BATCH);
  if (batch.length === 0) return false;
  for (const row of batch) inFlight.add(nameOf(row));
  try {
    const json = JSON.stringify(batch.map(({ operation }) => operation));
    const response = await fetch('/batch', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: deflate(json, { level: 9, memLevel: 9, dictionary }),
    });
    if (!response.ok) return false;
    await response.text();
    const transaction = database.transaction('outbox', 'readwrite', { durability: 'strict' });
    for (const { key } of batch) transaction.objectStore('outbox').delete([...key]);
    await done(transaction);
    return true;
  } catch {
    // The network is gone: the `online` event begins anew.
    return false;
  } finally {
    for (const row of batch) inFlight.delete(nameOf(row));
  }
}

async function drain(database: IDBDatabase, dictionary: Uint8Array): Promise<void> {
  while (await sendOne(database, dictionary));
  const left = await asPromise(database.transaction('outbox').objectStore('outbox').count());
  if (left === 0) finished();
}

const page: PeerPage = {
  async fill(operations) {
    const database = await open();
    const transaction = database.transaction('outbox', 'readwrite', { durability: 'strict' });
    for (const [index, operation] of operations.entries())
      transaction.objectStore('outbox').put({ key: [-operation.score, index], operation });
    await done(transaction);
  },

  async release(dictionary) {
    const bytes = new TextEncoder().encode(dictionary);
    const database = await open();
    addEventListener('online', () => {
      for (let each = 0; each < IN_FLIGHT; each += 1) void drain(database, bytes);
    });
  },

  untilEmpty: () => empty,
};

(globalThis as typeof globalThis & { peer: PeerPage }).peer = page;
