/** A position in the change feed. The epoch changes when a backup is restored, because positions are then given out anew. */
export interface FeedPosition {
  readonly epoch: string;
  readonly position: number;
}

/** A position as a device holds it. */
export interface Cursor extends FeedPosition {
  /** In the middle of a walk from the beginning: the device is given what it wrote itself, too. */
  readonly everything: boolean;
  /**
   * At `position` areas were assigned, and their older records are being given, in their own order: those up to this position are
   * done. Null: none is to be given.
   */
  readonly back: number | null;
}

/**
 * `<epoch>.<position>`, `-<back>` after it in the middle of an area's older records, `*` for everything: opaque to a device, short
 * because it travels with each exchange.
 */
export function formatCursor({
  epoch,
  position,
  everything = false,
  back = null,
}: FeedPosition & Partial<Cursor>): string {
  return `${epoch}.${String(position)}${back === null ? '' : `-${String(back)}`}${everything ? '*' : ''}`;
}

/** Undefined for what is not a cursor of ours; a puller with such a one starts from the beginning. */
export function parseCursor(text: string): Cursor | undefined {
  const [, epoch, digits, back, star] =
    /^([0-9a-z]{1,40})\.([0-9]{1,15})(?:-([0-9]{1,15}))?(\*?)$/.exec(text) ?? [];
  return epoch === undefined || digits === undefined
    ? undefined
    : {
        epoch,
        position: Number(digits),
        everything: star === '*',
        back: back === undefined ? null : Number(back),
      };
}

export interface FeedStart {
  /** Changes after this position. */
  readonly position: number;
  readonly back: number | null;
  /** The device's cursor means nothing here: it gets everything again. */
  readonly restarted: boolean;
  /** Nothing is spared the device: it may have lost what it once wrote. */
  readonly everything: boolean;
}

/**
 * Where a puller goes on. A cursor ahead of the feed comes from before a backup was restored without a new epoch:
 * following it would miss every change up to there.
 */
export function feedStart(cursor: string | null, head: FeedPosition): FeedStart {
  const anew = { position: 0, back: null, everything: true };
  if (cursor === null) return { ...anew, restarted: false };
  const asked = parseCursor(cursor);
  if (asked === undefined || asked.epoch !== head.epoch || asked.position > head.position)
    return { ...anew, restarted: true };
  const { position, back, everything } = asked;
  return { position, back, everything, restarted: false };
}
