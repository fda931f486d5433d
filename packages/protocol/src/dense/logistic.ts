/**
 * 65,536 / (1 + e^-x) for x = -8, -7.5 ... 8, rounded. Written out, because Math.exp may differ in its last bit between
 * engines, and one wrong bit turns the rest of a message to nonsense.
 */
const POINTS = [
  22, 36, 60, 98, 162, 267, 439, 720, 1179, 1921, 3108, 4971, 7812, 11955, 17625, 24743, 32768, 40793, 47911,
  53581, 57724, 60565, 62428, 63615, 64357, 64816, 65097, 65269, 65374, 65438, 65476, 65500, 65514,
];

/** Half a table of `SQUASH`: log odds run from -HALF to HALF - 1, 256 to a unit. */
export const HALF = 2_048;

/** Log odds, shifted by HALF, to a probability of 65,536. */
export const SQUASH = Int32Array.from({ length: 2 * HALF }, (_, place) => {
  const point = place >> 7;
  const share = place & 127;
  return ((POINTS[point] ?? 0) * (128 - share) + (POINTS[point + 1] ?? 0) * share + 64) >> 7;
});

/** The other way: a probability of 4,096 to log odds. */
export const STRETCH = Int32Array.from({ length: 4_096 }, (_, probability) => {
  let low = 0;
  let high = 2 * HALF - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((SQUASH[middle] ?? 0) < probability * 16 + 8) low = middle + 1;
    else high = middle;
  }
  return low - HALF;
});
