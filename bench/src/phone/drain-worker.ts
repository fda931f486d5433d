/// <reference lib="webworker" />
import { installDrainWorker } from '@fieldsync/engine/drain-worker';

declare const self: DedicatedWorkerGlobalScope;

installDrainWorker(self);
