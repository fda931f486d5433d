/// <reference lib="webworker" />
import { installCodecWorker } from '@fieldsync/engine/codec-worker';

declare const self: DedicatedWorkerGlobalScope;

// The engine's second thread: writes and reads dense bodies for a page.
installCodecWorker(self);
