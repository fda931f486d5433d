/// <reference lib="webworker" />
import { installCodecWorker } from '@fieldsync/engine/codec-worker';

declare const self: DedicatedWorkerGlobalScope;

installCodecWorker(self);
