import type { Drainer, DrainOptions, DrainOutcome } from '../drainer.ts';
import type { DrainAsk, DrainTold, DrainWorkerAccount, ErrorWords, OpenedKeys } from './messages.ts';

/** As much of a `Worker` as is needed here. */
export interface DrainPort {
  onmessage: ((event: MessageEvent<DrainTold>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(ask: DrainAsk): void;
  terminate(): void;
}

export interface WorkerDrainerPorts {
  readonly open: () => DrainPort;
  readonly of: DrainWorkerAccount;
  /** Where there is no worker, or none any more. */
  readonly otherwise: Pick<Drainer, 'drain'>;
  readonly failed: (error: unknown) => void;
  /** How long opening may take, ms. */
  readonly patienceMs?: number;
}

interface Running {
  readonly options: DrainOptions;
  readonly stop: () => void;
  readonly resolve: (outcome: DrainOutcome | Promise<DrainOutcome>) => void;
  readonly reject: (error: Error) => void;
}

/** A script that has to come over a bad link first is not waited for: the seconds are for records. */
const PATIENCE_MS = 10_000;

/**
 * A page's side of its drain worker. One that does not open, or that an error ends, is let go: what it was asked, and what is asked
 * later, this page does itself. Killed in the middle it has lost nothing, as any drainer [S1, S6].
 */
export class WorkerDrainer {
  readonly #ports: WorkerDrainerPorts;
  readonly #running = new Map<number, Running>();
  #port: DrainPort | undefined;
  #opening: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;
  #closed = false;

  constructor(ports: WorkerDrainerPorts) {
    this.#ports = ports;
    try {
      this.#begin(ports.open());
    } catch (error) {
      this.#lose(error);
    }
  }

  #begin(port: DrainPort): void {
    this.#port = port;
    port.onmessage = ({ data }) => {
      this.#told(data);
    };
    /* Its script did not load, or something in it was not caught. */
    port.onerror = ({ message }) => {
      this.#lose(new Error(message || 'The script of the drain worker did not load'));
    };
    this.#opening = setTimeout(() => {
      this.#lose(new Error('The drain worker did not open'));
    }, this.#ports.patienceMs ?? PATIENCE_MS);
    this.#post({ do: 'open', of: this.#ports.of });
  }

  drain(options: DrainOptions): Promise<DrainOutcome> {
    if (this.#port === undefined || options.signal.aborted) return this.#ports.otherwise.drain(options);
    const { signal, ...rest } = options;
    this.#asked += 1;
    const id = this.#asked;
    const stop = (): void => {
      this.#post({ do: 'stop', id });
    };
    return new Promise((resolve, reject) => {
      this.#running.set(id, { options, stop, resolve, reject });
      signal.addEventListener('abort', stop);
      this.#post({ do: 'drain', id, options: rest });
    });
  }

  warm(): void {
    this.#post({ do: 'warm' });
  }

  /** Whatever else this page opens or shuts with a PIN, its worker does with it [X2]. */
  share(keys: OpenedKeys): void {
    this.#post({ do: 'keys', keys });
  }

  /** What runs has been told to stop, and is waited for: then its items are back in line. */
  close(): void {
    this.#closed = true;
    if (this.#running.size === 0) this.#end();
  }

  #told(told: DrainTold): void {
    switch (told.did) {
      case 'open':
        clearTimeout(this.#opening);
        break;
      case 'end':
        this.#lose(asError(told.error));
        break;
      case 'drain':
        this.#ran(told.id)?.resolve(told.outcome);
        break;
      case 'fail':
        if (told.id === undefined) this.#ports.failed(asError(told.error));
        else this.#ran(told.id)?.reject(asError(told.error));
    }
    if (this.#closed) this.close();
  }

  #ran(id: number): Running | undefined {
    const running = this.#running.get(id);
    this.#running.delete(id);
    /* It is that of the page, and outlives every drain. */
    running?.options.signal.removeEventListener('abort', running.stop);
    return running;
  }

  #lose(error: unknown): void {
    this.#ports.failed(error);
    this.#end();
    for (const [id, { options, resolve }] of [...this.#running]) {
      this.#ran(id);
      /* The lock of a worker that was ended is free some 12 ms later: "busy" would put it off for a window. */
      resolve(this.#ports.otherwise.drain({ ...options, wait: true }));
    }
  }

  #end(): void {
    clearTimeout(this.#opening);
    this.#port?.terminate();
    this.#port = undefined;
  }

  #post(ask: DrainAsk): void {
    this.#port?.postMessage(ask);
  }
}

function asError({ name, message }: ErrorWords): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}
