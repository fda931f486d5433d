const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Milliseconds since 1970, when the text is exactly what `instantText` writes for them. */
export function instantOf(text: string): number | undefined {
  if (text.length !== 24 || !INSTANT.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) || instantText(time) !== text ? undefined : time;
}

/** Years 0 to 9999: beyond them a Date writes longer forms. */
export const FIRST_INSTANT = -62_167_219_200_000;
export const LAST_INSTANT = 253_402_300_799_999;

export function instantText(time: number): string {
  return new Date(time).toISOString();
}
