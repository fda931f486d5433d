export { MemoryDisk, MemoryEngineStore } from './memory-engine-store.ts';
