/** What the simulation and other packages' tests need of the server's core. */
export { applyBatch } from '../core/apply-batch.ts';
export type { Batch, BatchState, Judgement } from '../core/batch.ts';
export { MemoryExchangeStore } from './memory-exchange-store.ts';
