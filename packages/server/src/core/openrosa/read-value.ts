import type { Question } from '@fieldsync/protocol/forms';

export type ReadValue =
  | { readonly ok: true; readonly value: unknown }
  /** What is wrong with it. Nothing of what was sent: it goes into a message. */
  | { readonly ok: false; readonly message: string };

const read = (value: unknown): ReadValue => ({ ok: true, value });
const wrong = (message: string): ReadValue => ({ ok: false, message });

const WHOLE = /^[+-]?\d{1,15}$/;
const DECIMAL = /^[+-]?\d{1,15}(\.\d{1,17})?([eE][+-]?\d{1,2})?$/;
/** The offset as JavaRosa writes it, too: whole hours alone, or without a colon. */
const MOMENT = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?)(?:(Z)|([+-]\d\d)(?::?(\d\d))?)$/;

/**
 * One answer in the form that XForms have for it, as the record schemas have it. Whether it fits the schema is seen there.
 * @param text not empty
 */
export function readValue(question: Exclude<Question, { kind: 'items' }>, text: string): ReadValue {
  const trimmed = text.trim();
  switch (question.kind) {
    case 'text':
      return read(text);
    case 'place':
    case 'assessment':
    case 'one':
    case 'date':
      return read(trimmed);
    case 'many':
      return read(trimmed.split(/\s+/));
    case 'yesNo':
      if (trimmed === 'yes' || trimmed === 'no') return read(trimmed === 'yes');
      return wrong('must be yes or no');
    case 'count':
      return WHOLE.test(trimmed) ? read(Number(trimmed)) : wrong('must be a whole number');
    case 'moment':
    case 'stamp': {
      const moment = readMoment(trimmed);
      return moment === undefined ? wrong('must be a day and a time with its time zone') : read(moment);
    }
    case 'location':
      return readLocation(trimmed);
  }
}

export function readAmount(text: string): ReadValue {
  const trimmed = text.trim();
  return DECIMAL.test(trimmed) ? read(Number(trimmed)) : wrong('must be a number');
}

/** In UTC with milliseconds, as the wire has it; undefined when it is no moment. */
export function readMoment(text: string): string | undefined {
  const [, local, utc, hours, minutes = '00'] = MOMENT.exec(text) ?? [];
  if (local === undefined || !isDay(local.slice(0, 10))) return undefined;
  const moment = new Date(local.replace(/(\.\d{3})\d+$/, '$1') + (utc ?? `${hours ?? '+00'}:${minutes}`));
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
}

/** A 30th of February would be read as a day in March. */
function isDay(day: string): boolean {
  const midnight = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
}

/**
 * Latitude, longitude, altitude and accuracy. There is no place for an altitude; an accuracy of 0 is what a client writes
 * for a point that was chosen on a map.
 */
function readLocation(text: string): ReadValue {
  const parts = text.split(/\s+/);
  if (parts.length < 2 || parts.length > 4 || !parts.every((part) => DECIMAL.test(part)))
    return wrong('must be a position');
  const [latitude, longitude, , accuracyMetres = 0] = parts.map(Number);
  return read({ latitude, longitude, ...(accuracyMetres > 0 ? { accuracyMetres } : {}) });
}
