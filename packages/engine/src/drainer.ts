/**
 * One session of sending at a time: take the lock, drain, let go. Killed anywhere it loses nothing: what was begun is on
 * disk as `sending`, and the next drainer sends it again under the same ids [S1, S6].
 */
import { DrainSession } from './drain-session.ts';
import type { DrainerPorts, DrainOptions, DrainOutcome } from './drainer-ports.ts';

export type { DrainerPorts, DrainOptions, DrainOutcome } from './drainer-ports.ts';

export class Drainer {
  readonly #ports: DrainerPorts;

  constructor(ports: DrainerPorts) {
    this.#ports = ports;
  }

  async drain(options: DrainOptions): Promise<DrainOutcome> {
    return this.#ports.lock.hold({ wait: options.wait ?? false, signal: options.signal }, () =>
      new DrainSession(this.#ports, options).run(),
    );
  }
}
