/** The dedicated worker that sends for a page: no record that leaves or arrives is work of the thread that draws the screen [P3]. */
import { openWorkerCoding } from '../open-dense-coding.ts';
import { openEngine } from '../open-engine.ts';
import { serveDrains, type DrainWorkerScope } from './serve-drains.ts';

/** @param options.appVersion the build that this program is of: a page of another one sends by itself. Absent: any page's */
export function installDrainWorker(
  scope: DrainWorkerScope,
  options: { readonly appVersion?: string } = {},
): void {
  const coding = openWorkerCoding();
  serveDrains(scope, {
    open: async (of) => {
      const { appVersion = of.appVersion } = options;
      if (appVersion !== of.appVersion)
        throw new Error(`The drain worker is of build ${appVersion}, the page of ${of.appVersion}`);
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
