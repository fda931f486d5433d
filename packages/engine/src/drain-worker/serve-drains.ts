import type { Drainer } from '../drainer.ts';
import type { DrainAsk, DrainTold, DrainWorkerAccount, ErrorWords, OpenedKeys } from './messages.ts';

/** As much of a worker's global scope as is needed here. */
export interface DrainWorkerScope {
  addEventListener(type: 'message', listener: (event: MessageEvent<DrainAsk>) => void): void;
  addEventListener(
    type: 'unhandledrejection',
    listener: (event: Pick<PromiseRejectionEvent, 'reason'>) => void,
  ): void;
  addEventListener(
    type: 'securitypolicyviolation',
    listener: (event: Pick<SecurityPolicyViolationEvent, 'effectiveDirective' | 'disposition'>) => void,
  ): void;
  postMessage(told: DrainTold): void;
}

export interface DrainWorkerEngine {
  readonly drainer: Pick<Drainer, 'drain'>;
  readonly adoptKeys: (keys: OpenedKeys) => void;
}

export interface DrainWorkerPorts {
  readonly open: (of: DrainWorkerAccount) => Promise<DrainWorkerEngine>;
  /** Reads the primer, so that the first request need not wait for it. */
  readonly warm: () => void;
}

/** Drains for one page, as it asks. */
export function serveDrains(scope: DrainWorkerScope, ports: DrainWorkerPorts): void {
  const running = new Map<number, AbortController>();
  let opened: Promise<DrainWorkerEngine> | undefined;
  const tell = (told: DrainTold): void => {
    scope.postMessage(told);
  };
  const fail = (error: unknown, id?: number): void => {
    tell({ did: 'fail', error: wordsOf(error), ...(id === undefined ? {} : { id }) });
  };

  const end = (error: unknown): void => {
    tell({ did: 'end', error: wordsOf(error) });
  };

  async function drain({ id, options }: Extract<DrainAsk, { do: 'drain' }>): Promise<void> {
    const stopped = new AbortController();
    running.set(id, stopped);
    try {
      const engine = await opened;
      if (engine === undefined) throw new Error('asked to drain before it was told whose outbox');
      const outcome = await engine.drainer.drain({ ...options, signal: stopped.signal });
      tell({ did: 'drain', id, outcome });
    } catch (error) {
      fail(error, id);
    } finally {
      running.delete(id);
    }
  }

  scope.addEventListener('message', ({ data: ask }) => {
    switch (ask.do) {
      case 'open':
        opened = ports.open(ask.of);
        opened.then(() => {
          tell({ did: 'open' });
        }, end);
        break;
      case 'keys':
        /* The page has locked: nothing more is begun with what was open [X2]. */
        if (ask.keys.size === 0) for (const stopped of running.values()) stopped.abort();
        /* That it could not be opened has been told. */
        opened?.then(
          ({ adoptKeys }) => {
            adoptKeys(ask.keys);
          },
          () => undefined,
        );
        break;
      case 'warm':
        ports.warm();
        break;
      case 'ping':
        tell({ did: 'ping' });
        break;
      case 'drain':
        void drain(ask);
        break;
      case 'stop':
        running.get(ask.id)?.abort();
    }
  });
  scope.addEventListener('unhandledrejection', ({ reason }) => {
    fail(reason);
  });
  /* A worker has a policy of its own, that of its script. One that forbids to ask the office looks like no signal for ever. */
  scope.addEventListener('securitypolicyviolation', ({ effectiveDirective, disposition }) => {
    if (effectiveDirective === 'connect-src' && disposition === 'enforce')
      end(new Error('The content security policy of the drain worker forbids to ask the office'));
  });
}

function wordsOf(error: unknown): ErrorWords {
  return error instanceof Error
    ? { name: error.name, message: error.message }
    : { name: 'Error', message: String(error) };
}
