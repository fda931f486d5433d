/** What the simulation and other packages' tests need of the server's core. */
export { applyBatch } from '../core/apply-batch.ts';
export type { Batch, BatchState, Judgement } from '../core/batch.ts';
export type { StoredConflict } from '../core/conflict.ts';
export { decideConflict } from '../core/decide-conflict.ts';
export type { Ruling } from '../core/ruling.ts';
export { MemoryExchangeStore } from './memory-exchange-store.ts';
