import type { Command, CriticalAlert, DeviceId, RecalculationProgress, UserId } from '@fieldsync/protocol';

export type BusMessage =
  /** Records changed and are on disk. Says only that there is something to read: what and for whom is in the feed. */
  | { readonly kind: 'committed' }
  /** There is work to be done after a commit. */
  | { readonly kind: 'jobs' }
  /** A conflict was opened, or decided. Its record may not have changed, so the feed does not tell of it. */
  | {
      readonly kind: 'conflict';
      readonly conflictId: string;
      readonly recordId: string;
      readonly status: 'OPEN' | 'RESOLVED';
    }
  /** The rules are others: the config has another version. */
  | { readonly kind: 'rules'; readonly version: number }
  /** A recalculation got further. */
  | { readonly kind: 'recalculation'; readonly progress: RecalculationProgress }
  /** Something about a device is another: its report, its commands. */
  | { readonly kind: 'device'; readonly deviceId: DeviceId }
  /** The office has set how long a device may hold a critical record. */
  | { readonly kind: 'alert-limit' }
  /** An alert about a device began or ended. */
  | { readonly kind: 'alert'; readonly alert: CriticalAlert }
  /** What this account may see is something else by now: its areas, or whether it may see anything. */
  | { readonly kind: 'sight'; readonly userId: UserId }
  /** A command waits for a device of this account. */
  | {
      readonly kind: 'command';
      readonly userId: UserId;
      readonly deviceId: DeviceId;
      readonly command: Command;
    };

/**
 * Tells the parts of this process, and later of others, that something happened. At most once and in no promised order:
 * whoever must not miss anything reads the feed and the waiting commands.
 */
export interface EventBus {
  publish(message: BusMessage): void;
  /** @returns ends the subscription */
  subscribe(listener: (message: BusMessage) => void): () => void;
}

export class InProcessBus implements EventBus {
  private readonly listeners = new Set<(message: BusMessage) => void>();

  publish(message: BusMessage): void {
    for (const listener of this.listeners) listener(message);
  }

  subscribe(listener: (message: BusMessage) => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }
}
