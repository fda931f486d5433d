/// <reference lib="webworker" />
import { installDrainWorker } from '@fieldsync/engine/drain-worker';

declare const self: DedicatedWorkerGlobalScope;

// The engine's second thread: sends for a page.
installDrainWorker(self);
