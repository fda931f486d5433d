/**
 * How many exchanges are under way. The embedded database has one writer: beyond the bound a request would only wait in
 * memory with its body, so it is told to come back and its sender keeps the items.
 */
export class ExchangeGate {
  private underWay = 0;
  private readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  /** @returns gives the place back; undefined when every place is taken */
  enter(): (() => void) | undefined {
    if (this.underWay >= this.most) return undefined;
    this.underWay += 1;
    let inside = true;
    return () => {
      if (inside) this.underWay -= 1;
      inside = false;
    };
  }
}
