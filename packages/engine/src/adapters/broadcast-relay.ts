import type { EventRelay } from '../ports.ts';

interface RelayedEvent {
  readonly name: string;
  readonly detail: unknown;
}

/** Events between this account's tabs and workers. */
export class BroadcastRelay implements EventRelay {
  readonly #channel: BroadcastChannel;
  /** Told in one go: an answer judges a hundred items, and each message was a call into the browser. */
  #pending: RelayedEvent[] = [];
  #closed = false;

  constructor(account: string) {
    this.#channel = new BroadcastChannel(`fieldsync-${account}`);
  }

  post(name: string, detail: unknown): void {
    this.#pending.push({ name, detail });
    if (this.#pending.length === 1) queueMicrotask(() => this.#send());
  }

  #send(): void {
    if (!this.#closed) this.#channel.postMessage(this.#pending);
    this.#pending = [];
  }

  listen(listener: (name: string, detail: unknown) => void): () => void {
    const onMessage = (event: MessageEvent<unknown>): void => {
      if (!Array.isArray(event.data)) return;
      for (const told of event.data as unknown[]) if (isEvent(told)) listener(told.name, told.detail);
    };
    this.#channel.addEventListener('message', onMessage);
    return () => {
      this.#channel.removeEventListener('message', onMessage);
    };
  }

  close(): void {
    this.#closed = true;
    this.#channel.close();
  }
}

function isEvent(told: unknown): told is RelayedEvent {
  return typeof told === 'object' && told !== null && 'name' in told && typeof told.name === 'string';
}
