/** What a reader of the document does not need is taken out of a schema that Zod wrote; what remains says less, and nothing wrong. */
export function makePlain(schema: Record<string, unknown>): void {
  const { anyOf, format, pattern } = schema;
  // Anything, or null, is anything.
  if (Array.isArray(anyOf) && anyOf.some((part) => Object.keys(part as object).length === 0))
    delete schema['anyOf'];
  // Every whole number has these; they are where numbers of JavaScript end.
  if (schema['maximum'] === Number.MAX_SAFE_INTEGER) delete schema['maximum'];
  if (schema['minimum'] === Number.MIN_SAFE_INTEGER) delete schema['minimum'];
  if (pattern === STORABLE) delete schema['pattern'];
  if (format === undefined) return;
  // 300 letters that count leap years.
  delete schema['pattern'];
  if (format === 'date-time') schema['pattern'] = '\\.\\d{3}Z$';
}

/** Said once for all texts in the words of the whole document. */
const STORABLE = '^[^\\0\\p{Surrogate}]*$';
