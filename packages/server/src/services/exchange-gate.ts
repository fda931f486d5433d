export interface ExchangeGateBounds {
  /** Exchanges that are worked on at once. */
  readonly running: number;
  /** Whole exchanges that wait for their turn, in memory. */
  readonly waiting: number;
  /** Exchanges whose bodies are arriving, and all of the above. */
  readonly arrived: number;
}

/** One exchange on its way through. */
export interface ExchangePlace {
  /** Its body is here: waits for its turn. False when too many wait already. */
  enter(): Promise<boolean>;
  /** At the end, whatever that was. */
  leave(): void;
}

/**
 * How many exchanges the server holds. The embedded database has one writer: beyond a bound a request would only wait in
 * memory, so it is told to come back and its sender keeps the items.
 *
 * It is told so before its body is read where that can be known: on a weak link a body is dear. And an arriving body
 * takes no turn: thirty phones on 2G, each of them twenty seconds about its 14 KB, must not keep out the one on 4G.
 */
export class ExchangeGate {
  private readonly bounds: ExchangeGateBounds;
  private arrived = 0;
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(bounds: ExchangeGateBounds) {
    this.bounds = bounds;
  }

  /** At the head of a request; undefined when it had better not send its body now. */
  arrive(): ExchangePlace | undefined {
    if (this.arrived >= this.bounds.arrived || this.isCrowded()) return undefined;
    this.arrived += 1;
    let state: 'arrived' | 'running' | 'gone' = 'arrived';
    return {
      enter: async () => {
        if (this.running >= this.bounds.running) {
          if (this.isCrowded()) return false;
          // Whoever leaves hands its turn on, so that nobody can step in between.
          await new Promise<void>((resolve) => this.waiting.push(resolve));
        } else this.running += 1;
        state = 'running';
        return true;
      },
      leave: () => {
        if (state === 'gone') return;
        if (state === 'running') this.handOn();
        state = 'gone';
        this.arrived -= 1;
      },
    };
  }

  /** How many there are of each. */
  load(): { readonly running: number; readonly waiting: number; readonly arrived: number } {
    return { running: this.running, waiting: this.waiting.length, arrived: this.arrived };
  }

  /** Whether anyone waits. */
  isBusy(): boolean {
    return this.waiting.length > 0;
  }

  private isCrowded(): boolean {
    return this.waiting.length >= this.bounds.waiting;
  }

  private handOn(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.running -= 1;
    else next();
  }
}
