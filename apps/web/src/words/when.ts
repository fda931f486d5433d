import type { Words } from './en.ts';

const dayMs = 86_400_000;

const startOfDay = (date: Date): number =>
  new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

/** How many midnights lie between: 0 today, 1 yesterday, negative for tomorrow and later. */
export function daysAgo(date: Date, now: Date): number {
  return Math.round((startOfDay(now) - startOfDay(date)) / dayMs);
}

/** "10:24" in the phone's time zone. */
export function clockTime(date: Date, words: Words): string {
  return new Intl.DateTimeFormat(words.locale, { hour: '2-digit', minute: '2-digit', hour12: false }).format(
    date,
  );
}

function dayName(date: Date, now: Date, words: Words): string {
  const sameYear = date.getFullYear() === now.getFullYear();
  return new Intl.DateTimeFormat(words.locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(date);
}

/** "today at 10:24", "yesterday at 16:32", "Mon 12 Nov at 09:00". */
export function sayWhen(date: Date, now: Date, words: Words): string {
  const time = clockTime(date, words);
  const ago = daysAgo(date, now);
  if (ago === 0) return words.when.today(time);
  if (ago === 1) return words.when.yesterday(time);
  return words.when.onDay(dayName(date, now, words), time);
}

/** The shortest that is still clear: "10:24" today, with the day otherwise. */
export function sayWhenShort(date: Date, now: Date, words: Words): string {
  return daysAgo(date, now) === 0 ? clockTime(date, words) : sayWhen(date, now, words);
}

/** "Today", "Yesterday", "Mon 12 Nov": the heading over a day's records. */
export function dayHeading(date: Date, now: Date, words: Words): string {
  const ago = daysAgo(date, now);
  if (ago === 0) return words.when.headingToday;
  if (ago === 1) return words.when.headingYesterday;
  return dayName(date, now, words);
}

/** "4 s", "50 s", "4 min", "2 h": rounded as a person would say it, never "0 s". */
export function sayDuration(seconds: number, words: Words): string {
  if (seconds < 10) return words.when.seconds(Math.max(1, Math.round(seconds)));
  if (seconds < 90) return words.when.seconds(Math.round(seconds / 5) * 5);
  if (seconds < 5_400) return words.when.minutes(Math.round(seconds / 60));
  return words.when.hours(Math.round(seconds / 3_600));
}

/** "740 B", "3.1 KB", "12 MB": two figures are enough to decide by. */
export function sayBytes(bytes: number, words: Words): string {
  const units = ['B', 'KB', 'MB', 'GB'] as const;
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0;
  const figure = new Intl.NumberFormat(words.locale, { maximumFractionDigits: digits }).format(value);
  return words.when.bytes(figure, units[unit] ?? 'GB');
}
