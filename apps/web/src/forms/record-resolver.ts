import { zodResolver } from '@hookform/resolvers/zod';
import type { FieldErrors, Resolver } from 'react-hook-form';
import type { Words } from '../words/en.ts';
import type { FormDefinition } from '@fieldsync/protocol/forms';
import { toRecordData } from './record-answers.ts';
import { explainIssues, schemaOf } from './record-problems.ts';

export type FormValues = Record<string, unknown>;

interface NestedError {
  readonly type: string;
}
const isError = (value: unknown): value is NestedError =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** The resolver nests errors as the record is nested; each back to its path, outermost first. */
function issuesIn(
  errors: unknown,
  path: (string | number)[] = [],
): { code: string; path: (string | number)[] }[] {
  if (isError(errors)) return [{ code: errors.type, path }];
  if (Array.isArray(errors))
    return errors.flatMap((inner: unknown, index) => issuesIn(inner, [...path, index]));
  if (typeof errors !== 'object' || errors === null) return [];
  return Object.entries(errors).flatMap(([key, inner]: [string, unknown]) => issuesIn(inner, [...path, key]));
}

/**
 * Checks the record that the answers make against the protocol's schema, and says what is wrong in our words.
 * @param now ISO time, for what the phone fills in
 */
export function recordResolver(
  definition: FormDefinition,
  words: Words,
  now: () => string,
): Resolver<FormValues> {
  const check = zodResolver(schemaOf(definition));
  return async (answers, context, options) => {
    const data = toRecordData(definition, answers, now());
    const result = await check({ ...data }, context, options);
    if (Object.keys(result.errors).length === 0) return { values: { ...data }, errors: {} };
    const messages = explainIssues(definition, words, data, issuesIn(result.errors));
    const errors: FieldErrors<FormValues> = Object.fromEntries(
      messages.map(({ field, message }) => [field, { type: 'record', message }]),
    );
    return { values: {}, errors };
  };
}
