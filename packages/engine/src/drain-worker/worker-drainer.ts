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
  /** ms since whenever, never backwards. */
  readonly now: () => number;
}

interface Running {
  readonly options: DrainOptions;
  readonly stop: () => void;
  readonly resolve: (outcome: DrainOutcome | Promise<DrainOutcome>) => void;
  readonly reject: (error: Error) => void;
}

/** A script that has to come over a bad link first is not waited for longer: the seconds are for records. */
export const OPENING_MS = 10_000;
/**
 * How often a worker that drains is asked whether it is there: a quarter of a minute without an answer leaves some of a window to the
 * page. To read the primer takes some seconds on the slowest of phones.
 */
export const PING_MS = 5_000;
/** After a page was frozen its timer may come before the answer. */
const UNANSWERED = 2;
const SILENT = 'The drain worker does not answer';
/** As long, for one who looks: less than a self-test may take. */
const ANSWER_MS = UNANSWERED * PING_MS;
/** When another one is tried: whatever was wrong may have been a moment's. */
export const ANOTHER_AFTER_MS = 600_000;

/** Its name is what the log on the phone says. */
export class DrainWorkerLost extends Error {
  override readonly name = 'DrainWorkerLost';
}

/**
 * A page's side of its drain worker. One that does not open, hangs, or that an error ends, is let go: what it was asked, and what is
 * asked for some time, this page does itself. Killed in the middle it has lost nothing, as any drainer [S1, S6].
 */
export class WorkerDrainer {
  readonly #ports: WorkerDrainerPorts;
  readonly #running = new Map<number, Running>();
  readonly #asking = new Set<(answers: boolean) => void>();
  #port: DrainPort | undefined;
  #opening: ReturnType<typeof setTimeout> | undefined;
  #pinging: ReturnType<typeof setInterval> | undefined;
  #unanswered = 0;
  #lostAt = 0;
  #keys: OpenedKeys = new Map();
  #asked = 0;
  #closed = false;

  constructor(ports: WorkerDrainerPorts) {
    this.#ports = ports;
    this.#begin();
  }

  #begin(): void {
    try {
      this.#listen(this.#ports.open());
    } catch (error) {
      this.#lose('The browser gives no worker', error);
    }
  }

  #listen(port: DrainPort): void {
    this.#port = port;
    port.onmessage = ({ data }) => {
      this.#told(data);
    };
    /* Its script did not load, or something in it was not caught. */
    port.onerror = ({ message }) => {
      this.#lose(message || 'The script of the drain worker did not load');
    };
    this.#opening = setTimeout(() => {
      this.#lose('The drain worker did not open');
    }, OPENING_MS);
    this.#post({ do: 'open', of: this.#ports.of });
    if (this.#keys.size > 0) this.#post({ do: 'keys', keys: this.#keys });
  }

  drain(options: DrainOptions): Promise<DrainOutcome> {
    if (this.#port === undefined && !this.#closed && this.#ports.now() - this.#lostAt >= ANOTHER_AFTER_MS)
      this.#begin();
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
      this.#pinging ??= setInterval(() => {
        this.#ping();
      }, PING_MS);
    });
  }

  warm(): void {
    this.#post({ do: 'warm' });
  }

  /** Whether the worker is there. One that does not answer is let go. */
  answers(): Promise<boolean> {
    if (this.#port === undefined) return Promise.resolve(false);
    return new Promise((resolve) => {
      const answer = (answers: boolean): void => {
        clearTimeout(late);
        this.#asking.delete(answer);
        resolve(answers);
      };
      const late = setTimeout(() => {
        this.#lose(SILENT);
      }, ANSWER_MS);
      this.#asking.add(answer);
      this.#post({ do: 'ping' });
    });
  }

  /** Whatever else this page opens or shuts with a PIN, its worker does with it [X2]. */
  share(keys: OpenedKeys): void {
    this.#keys = new Map(keys);
    this.#post({ do: 'keys', keys: this.#keys });
  }

  /** What runs has been told to stop, and is waited for: then its items are back in line. */
  close(): void {
    this.#closed = true;
    if (this.#running.size === 0) this.#end();
  }

  #ping(): void {
    if (this.#unanswered >= UNANSWERED) {
      this.#lose(SILENT);
      return;
    }
    this.#unanswered += 1;
    this.#post({ do: 'ping' });
  }

  #told(told: DrainTold): void {
    this.#unanswered = 0;
    for (const answer of this.#asking) answer(told.did !== 'end');
    switch (told.did) {
      case 'open':
        clearTimeout(this.#opening);
        break;
      case 'end':
        this.#lose(told.error.message);
        break;
      case 'drain':
        this.#ran(told.id)?.resolve(told.outcome);
        break;
      case 'fail':
        if (told.id === undefined) this.#ports.failed(asError(told.error));
        else this.#ran(told.id)?.reject(asError(told.error));
        break;
      case 'ping':
    }
    if (this.#closed) this.close();
  }

  #ran(id: number): Running | undefined {
    const running = this.#running.get(id);
    this.#running.delete(id);
    /* It is that of the page, and outlives every drain. */
    running?.options.signal.removeEventListener('abort', running.stop);
    if (this.#running.size === 0) this.#stopPinging();
    return running;
  }

  #lose(why: string, cause?: unknown): void {
    this.#lostAt = this.#ports.now();
    this.#end();
    if (!this.#closed) this.#ports.failed(new DrainWorkerLost(why, { cause }));
    for (const id of [...this.#running.keys()]) {
      const running = this.#ran(id);
      if (this.#closed) running?.resolve('stopped');
      /* The lock of a worker that was ended is free some 12 ms later: "busy" would put it off for a window. */
      else running?.resolve(this.#ports.otherwise.drain({ ...running.options, wait: true }));
    }
  }

  #end(): void {
    clearTimeout(this.#opening);
    this.#stopPinging();
    this.#port?.terminate();
    this.#port = undefined;
    for (const answer of this.#asking) answer(false);
  }

  #stopPinging(): void {
    clearInterval(this.#pinging);
    this.#pinging = undefined;
    this.#unanswered = 0;
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
