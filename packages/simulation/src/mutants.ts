/** Bugs that peers really have had, planted on purpose. A check that cannot find them proves nothing. */
import { applyBatch } from '@fieldsync/server/testing';
import type { MemoryEngineStore } from '@fieldsync/engine/testing';
import { type StoreWriter } from '@fieldsync/engine/testing';
import type { Mutant } from './world.ts';

/** The server forgets what it has judged: a repeated request takes effect again. */
const noLedger: Mutant = { judge: (state, batch) => applyBatch({ ...state, ledger: new Map() }, batch) };

/** A store that changes what is written through it. */
function rewriting(change: (tx: StoreWriter) => Partial<StoreWriter>): NonNullable<Mutant['storeFault']> {
  return (store) => {
    const rewritten = Object.create(store) as MemoryEngineStore;
    rewritten.read = (work) => store.read(work);
    rewritten.close = () => {
      store.close();
    };
    rewritten.write = (work) => store.write((tx) => work(withChange(tx, change(tx))));
    return rewritten;
  };
}

function withChange(tx: StoreWriter, change: Partial<StoreWriter>): StoreWriter {
  return new Proxy(tx, {
    get: (target, name) => {
      const changed: unknown = Reflect.get(change, name);
      if (changed !== undefined) return changed;
      const own: unknown = Reflect.get(target, name);
      return typeof own === 'function' ? (own as (...rest: unknown[]) => unknown).bind(target) : own;
    },
  });
}

/** The item is taken off the disk when it is handed to the network, as Workbox's queue does (workbox#2599). */
const removedBeforeSent: Mutant = {
  storeFault: rewriting((tx) => ({
    putItem: (item) =>
      item.state === 'waiting' && item.mayBeKnown ? tx.deleteItem(item.id) : tx.putItem(item),
  })),
};

/** An edit is folded into an item that the office may already know. */
const foldsIntoKnown: Mutant = {
  storeFault: rewriting((tx) => ({
    putItem: (item) => tx.putItem(item.state === 'waiting' ? { ...item, mayBeKnown: false } : item),
  })),
};

/** Priority is forgotten: the smallest goes first, and nothing is critical. */
const smallestFirst: Mutant = {
  storeFault: rewriting((tx) => ({
    putItem: (item) => tx.putItem({ ...item, order: item.sizeBytes, lane: 'records' }),
  })),
};

/** An office that was restored gets nothing back: what it had acknowledged is gone [D4]. */
const givesNothingBack: Mutant = {
  storeFault: rewriting((tx) => ({
    putItem: (item) => (item.seq < 0 ? Promise.resolve() : tx.putItem(item)),
  })),
};

/** What was decided stays on the phone as "Two versions". */
const neverDecided: Mutant = {
  storeFault: rewriting((tx) => ({
    deleteItem: async (id) => {
      if ((await tx.getItem(id))?.state !== 'conflict') await tx.deleteItem(id);
    },
  })),
};

export const MUTANTS: Readonly<Record<string, Mutant>> = {
  noLedger,
  removedBeforeSent,
  foldsIntoKnown,
  smallestFirst,
  givesNothingBack,
  neverDecided,
};
