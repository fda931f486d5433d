import { noteLine } from './core/note.ts';
import { selfTestText, type SelfTestResult } from './core/self-test.ts';
import type { SyncState } from './facade.ts';
import { readState } from './read-state.ts';
import { selfTest, type SelfTestPorts } from './self-test.ts';

/** What a person can look at, or hand to somebody, when something does not work. */
export class Diagnostics {
  readonly #ports: SelfTestPorts & { readonly device: string };
  #last: SelfTestResult | undefined;

  constructor(ports: SelfTestPorts & { readonly device: string }) {
    this.#ports = ports;
  }

  async selfTest(): Promise<SelfTestResult> {
    this.#last = await selfTest(this.#ports);
    return this.#last;
  }

  /** The log as text, with the state of now and the last self-test above it. Works with no signal. */
  async exportLog(): Promise<string> {
    const { clock, store, journal, build, device } = this.#ports;
    const now = clock.now();
    const state = await store.read((tx) => readState(tx, now)).catch(() => undefined);
    const notes = await journal.list();
    return [
      `Fieldsync log, ${new Date(now).toISOString()}, version ${build}, device ${device}`,
      state === undefined ? 'The records on this phone could not be read.' : stateLine(state),
      ...(this.#last === undefined ? [] : ['', selfTestText(this.#last)]),
      '',
      ...notes.map(noteLine),
      '',
    ].join('\n');
  }
}

function stateLine({ counts, holds, connectivity, lastFailure }: SyncState): string {
  const queue = Object.entries(counts).map(([name, count]) => `${name} ${String(count)}`);
  return [
    `queue: ${queue.join(', ')}`,
    `holds: ${holds.map(({ reason }) => reason).join(', ') || 'none'}`,
    `link: ${connectivity.isOnline ? connectivity.connectionQuality : 'offline'}, ${connectivity.connectionType}`,
    `last failure: ${lastFailure?.code ?? 'none'}`,
  ].join('; ');
}
