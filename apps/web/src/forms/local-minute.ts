const two = (value: number): string => String(value).padStart(2, '0');

/** An instant as a `datetime-local` field wants it, in the phone's time zone; '' for anything that is no instant. */
export function toLocalMinute(instant: unknown): string {
  if (typeof instant !== 'string') return '';
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return '';
  const day = `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** Back to an instant; undefined for a field that is empty or half filled. */
export function fromLocalMinute(text: string): string | undefined {
  const date = new Date(text);
  return text === '' || Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
