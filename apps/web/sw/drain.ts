/// <reference lib="webworker" />
import { installDrainWorker } from '@fieldsync/engine/drain-worker';

declare const self: DedicatedWorkerGlobalScope & {
  /** Written in by the build. */
  readonly __APP_VERSION: string;
};

// The engine's second thread: sends for a page.
installDrainWorker(self, { appVersion: self.__APP_VERSION });
