import { BATTERY_JOULES } from '@fieldsync/engine';
import type { Words } from './en.ts';

/** "0.6": the share of a full battery that these joules are, never claimed finer than the model is. */
export function sayBatteryPercent(joules: number, words: Words): string {
  const percent = (100 * joules) / BATTERY_JOULES;
  const digits = percent < 9.95 ? 1 : 0;
  return new Intl.NumberFormat(words.locale, { maximumFractionDigits: digits }).format(
    Math.max(0.1, percent),
  );
}
