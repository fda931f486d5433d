/** What a page does about what it sees of browser, phone and link. Knows no browser: index.ts feeds it. */
import type { ConnectivityDetector } from './connectivity-detector.ts';
import type { NetworkReading, PowerReading, PressureReading, VisibilityReading } from './core/readings.ts';
import type { Lane, MetaRows } from './core/stored.ts';
import { noteReading, type ReadingName } from './note-reading.ts';
import type { EngineStore } from './ports.ts';
import type { SyncScheduler } from './sync-scheduler.ts';

export interface PageTriggersPorts {
  readonly store: EngineStore;
  readonly scheduler: SyncScheduler;
  readonly detector: Pick<ConnectivityDetector, 'browser' | 'network' | 'check'>;
  readonly hasUnsent: () => Promise<boolean>;
  /** Asks the browser to wake the worker for these lanes. */
  readonly askWorker: (lanes: readonly Lane[]) => void;
  readonly failed: (error: unknown) => void;
}

export class PageTriggers {
  readonly #ports: PageTriggersPorts;
  #visible: boolean;
  #pressed = false;

  constructor(ports: PageTriggersPorts, visible: boolean) {
    this.#ports = ports;
    this.#visible = visible;
  }

  get page(): { readonly visible: boolean; readonly pressed: boolean } {
    return { visible: this.#visible, pressed: this.#pressed };
  }

  /* The exchange is the best probe and carries records besides; only where none was made is a probe worth its bytes. */
  async start(online: boolean): Promise<void> {
    await this.#ports.scheduler.trigger('start');
    this.#ports.detector.browser(online);
  }

  /**
   * With the radio off a registered tag waits, and fires when it is on again: also for a page that was killed meanwhile,
   * and with no window open none can be registered. With the radio on it would fire at once, for nothing.
   */
  online(online: boolean): void {
    const { scheduler, detector, askWorker, failed } = this.#ports;
    if (online) {
      void scheduler
        .reconnected()
        .then(() => {
          detector.browser(true);
        })
        .catch(failed);
      return;
    }
    detector.browser(false);
    askWorker(['critical', 'records']);
  }

  visibility(reading: VisibilityReading): void {
    const { scheduler, detector, askWorker, hasUnsent, failed } = this.#ports;
    this.#visible = reading.visible;
    this.#note('visibility', reading);
    if (reading.visible) {
      detector.check();
      void scheduler.trigger('visible');
      return;
    }
    scheduler.replan();
    /* The page may never come back: leave the rest to the worker. */
    void hasUnsent()
      .then((unsent) => {
        if (unsent) askWorker(['critical', 'records']);
      })
      .catch(failed);
  }

  network(reading: NetworkReading): void {
    this.#ports.detector.network(reading.type);
    this.#note('network', reading);
  }

  power(reading: PowerReading): void {
    this.#note('power', reading);
  }

  pressure(reading: PressureReading): void {
    this.#pressed = reading.state === 'serious' || reading.state === 'critical';
    this.#note('pressure', reading);
  }

  #note<Name extends ReadingName>(name: Name, reading: MetaRows[Name]): void {
    const { store, scheduler, failed } = this.#ports;
    void noteReading(store, name, reading)
      .then(async (freed) => {
        if (freed) await scheduler.trigger('save');
      })
      .catch(failed);
  }
}
