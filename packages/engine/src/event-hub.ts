import type { SyncEvents } from './events.ts';
import type { EventRelay } from './ports.ts';

type Listener = (detail: unknown) => void;

/** Typed events of this engine and, through the relay, of the same account's other tabs and workers. */
export class EventHub {
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #relay: EventRelay | undefined;
  readonly #unlisten: (() => void) | undefined;

  constructor(relay: EventRelay | undefined) {
    this.#relay = relay;
    this.#unlisten = relay?.listen((name, detail) => {
      this.#deliver(name, detail);
    });
  }

  on<Name extends keyof SyncEvents>(name: Name, listener: (event: SyncEvents[Name]) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set<Listener>();
    this.#listeners.set(name, listeners);
    const each = listener as Listener;
    listeners.add(each);
    return () => listeners.delete(each);
  }

  emit<Name extends keyof SyncEvents>(name: Name, event: SyncEvents[Name]): void {
    this.#deliver(name, event);
    this.#relay?.post(name, event);
  }

  close(): void {
    this.#unlisten?.();
    this.#relay?.close();
    this.#listeners.clear();
  }

  #deliver(name: string, detail: unknown): void {
    for (const listener of this.#listeners.get(name) ?? []) listener(detail);
  }
}
