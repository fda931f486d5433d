import { fieldPath } from '@fieldsync/protocol';

/** NUL and half a surrogate pair are JSON, but no Postgres text or jsonb holds them: the whole transaction would fail. */
const UNSTORABLE = /[\0\p{Cs}]/u;

/**
 * Dotted path of the first text or name that the database cannot hold, empty for the value itself; undefined when all can
 * be held. A patch's values are only checked against their schema once they are merged, and what is in conflict never is:
 * so this looks before. Depth is bounded by the parser.
 */
export function findUnstorableText(value: unknown, path = ''): string | undefined {
  if (typeof value === 'string') return UNSTORABLE.test(value) ? fieldPath([path]) : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, part] of Object.entries(value)) {
    if (UNSTORABLE.test(key)) return fieldPath([path]);
    const found = findUnstorableText(part, path === '' ? key : `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
