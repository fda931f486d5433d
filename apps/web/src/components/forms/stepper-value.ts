/** Whole numbers only: counts of people, places and things. */
export interface Bounds {
  min: number;
  max: number;
}

const withinBounds = (value: number, { min, max }: Bounds): number => Math.min(max, Math.max(min, value));

/** One step up or down. The first step from no answer gives the lowest value, or one when counting starts at 0. */
export function stepped(value: number | undefined, by: number, bounds: Bounds): number {
  if (value === undefined) return withinBounds(by > 0 ? Math.max(bounds.min, by) : bounds.min, bounds);
  return withinBounds(value + by, bounds);
}

/**
 * What was typed, as a count: spaces, commas and points between thousands are accepted, as people write them.
 * Nothing typed is no answer. A number over the maximum is kept as typed: the form says what is wrong with it,
 * a field that changes what a person typed would lie.
 */
export function typedCount(text: string): number | undefined {
  const digits = text.replace(/\D/g, '');
  return digits === '' ? undefined : Number(digits.slice(0, 12));
}
