import type { Words } from '../words/en.ts';

/** "8 m", "850 m", "3.2 km", "140 km": two figures are enough to choose by. */
export function sayDistance(metres: number, words: Words): string {
  const say = words.recordForm.place;
  const figure = (value: number, digits: number): string =>
    new Intl.NumberFormat(words.locale, { maximumFractionDigits: digits }).format(value);
  if (metres < 100) return say.metres(figure(Math.max(1, Math.round(metres)), 0));
  if (metres < 995) return say.metres(figure(Math.round(metres / 10) * 10, 0));
  return say.kilometres(figure(metres / 1_000, metres < 9_950 ? 1 : 0));
}
