import type { WireError } from '@fieldsync/protocol';

/** An expected outcome, as a value: what was asked for, or the error that the sender is told. */
export type Outcome<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: WireError };

export function accepted<Value>(value: Value): Outcome<Value> {
  return { ok: true, value };
}

/**
 * @param field dotted path of the input that was refused [X3]
 */
export function refused(code: WireError['code'], message: string, field?: string): Outcome<never> {
  return { ok: false, error: { code, message, ...(field === undefined ? {} : { field }) } };
}
