/** The dedicated worker that sends for a page: no record that leaves or arrives is work of the thread that draws the screen [P3]. */
import { openWorkerCoding } from '../open-dense-coding.ts';
import { openEngine } from '../open-engine.ts';
import { serveDrains, type DrainWorkerScope } from './serve-drains.ts';

export function installDrainWorker(scope: DrainWorkerScope): void {
  const coding = openWorkerCoding();
  serveDrains(scope, {
    open: async (of) => {
      const { drainer, keys } = await openEngine({ ...of, coding, context: 'drainer' });
      return {
        drainer,
        adoptKeys: (opened) => {
          keys.adopt(opened);
        },
      };
    },
    warm: () => {
      coding.warm();
    },
  });
}
