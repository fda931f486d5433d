/** What a page does about what it sees of browser, phone and link. Knows no browser: index.ts feeds it. */
import type { ConnectivityDetector } from './connectivity-detector.ts';
import type { NetworkReading, PowerReading, PressureReading, VisibilityReading } from './core/readings.ts';
import { LANES, type Lane, type MetaRows } from './core/stored.ts';
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
    if (!online) this.#leaveTag();
  }

  online(online: boolean): void {
    const { scheduler, detector, failed } = this.#ports;
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
    this.#leaveTag();
  }

  visibility(reading: VisibilityReading): void {
    const { scheduler, detector, hasUnsent, failed } = this.#ports;
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
        if (unsent) this.#leaveTag();
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

  /**
   * With the radio off a registered tag waits, and fires when it is on again, also for a page that was killed meanwhile:
   * with no window open none can be registered. With the radio on one fires at once, so none is kept for later then.
   */
  #leaveTag(): void {
    this.#ports.askWorker(LANES);
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
