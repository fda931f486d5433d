import type { EventRelay } from '../ports.ts';

/** Events between this account's tabs and the service worker. */
export class BroadcastRelay implements EventRelay {
  readonly #channel: BroadcastChannel;

  constructor(account: string) {
    this.#channel = new BroadcastChannel(`fieldsync-${account}`);
  }

  post(name: string, detail: unknown): void {
    this.#channel.postMessage({ name, detail });
  }

  listen(listener: (name: string, detail: unknown) => void): () => void {
    const onMessage = (event: MessageEvent<unknown>): void => {
      const { data } = event;
      if (typeof data === 'object' && data !== null && 'name' in data && typeof data.name === 'string') {
        listener(data.name, 'detail' in data ? data.detail : undefined);
      }
    };
    this.#channel.addEventListener('message', onMessage);
    return () => {
      this.#channel.removeEventListener('message', onMessage);
    };
  }

  close(): void {
    this.#channel.close();
  }
}
