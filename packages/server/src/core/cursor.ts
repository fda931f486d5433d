/** A position in the change feed. The epoch changes when a backup is restored, because positions are then given out anew. */
export interface FeedPosition {
  readonly epoch: string;
  readonly position: number;
}

/** `<epoch>.<position>`: opaque to a device, short because it travels with each exchange. */
export function formatCursor({ epoch, position }: FeedPosition): string {
  return `${epoch}.${String(position)}`;
}

/** Undefined for what is not a cursor of ours; a puller with such a one starts from the beginning. */
export function parseCursor(text: string): FeedPosition | undefined {
  const [, epoch, digits] = /^([0-9a-z]{1,40})\.([0-9]{1,15})$/.exec(text) ?? [];
  return epoch === undefined || digits === undefined ? undefined : { epoch, position: Number(digits) };
}

export interface FeedStart {
  /** Changes after this position. */
  readonly position: number;
  /** The device's cursor means nothing here: it gets everything again. */
  readonly restarted: boolean;
}

/**
 * Where a puller goes on. A cursor ahead of the feed comes from before a backup was restored without a new epoch:
 * following it would miss every change up to there.
 */
export function feedStart(cursor: string | null, head: FeedPosition): FeedStart {
  if (cursor === null) return { position: 0, restarted: false };
  const asked = parseCursor(cursor);
  return asked !== undefined && asked.epoch === head.epoch && asked.position <= head.position
    ? { position: asked.position, restarted: false }
    : { position: 0, restarted: true };
}
