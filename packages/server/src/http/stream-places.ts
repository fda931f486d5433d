export interface StreamBounds {
  /** Streams of the whole server; each is a socket, and each commit is written to all of them. */
  readonly all: number;
  /** Streams of one account: a browser opens one for each tab. */
  readonly each: number;
}

/** Counts open streams, so that neither everybody together nor one person alone can take them all. */
export class StreamPlaces {
  private readonly bounds: StreamBounds;
  private readonly taken = new Map<string, number>();
  private total = 0;

  constructor(bounds: StreamBounds) {
    this.bounds = bounds;
  }

  isFree(account: string): boolean {
    return this.total < this.bounds.all && (this.taken.get(account) ?? 0) < this.bounds.each;
  }

  take(account: string): boolean {
    if (!this.isFree(account)) return false;
    this.total += 1;
    this.taken.set(account, (this.taken.get(account) ?? 0) + 1);
    return true;
  }

  giveBack(account: string): void {
    const left = (this.taken.get(account) ?? 0) - 1;
    this.total -= 1;
    if (left > 0) this.taken.set(account, left);
    else this.taken.delete(account);
  }
}
