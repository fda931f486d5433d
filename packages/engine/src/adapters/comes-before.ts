import type { PlaceInLine } from '../ports.ts';

/** Within a lane. */
export const comesBefore = (a: PlaceInLine, b: PlaceInLine): boolean =>
  a.order < b.order || (a.order === b.order && a.seq < b.seq);
