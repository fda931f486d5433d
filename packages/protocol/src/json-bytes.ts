/** Bytes of a text in UTF-8. A lone surrogate counts 3, as the replacement character that an encoder writes for it. */
export function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/**
 * Bytes of a value as JSON in UTF-8 when they are more than `limit`; undefined when they are not. Letters are counted only
 * for what might be too large: a text has at most three bytes for each UTF-16 unit. Counting took half the time of reading
 * a batch.
 */
export function jsonBytesOver(value: unknown, limit: number): number | undefined {
  const json = JSON.stringify(value) ?? '';
  if (json.length * 3 <= limit) return undefined;
  const bytes = utf8Bytes(json);
  return bytes > limit ? bytes : undefined;
}

/**
 * Bytes of a value as JSON in UTF-8. Both sides measure an operation with it, so that they agree on what is too large.
 * Recursive: check the shape of what came from outside first.
 */
export function jsonBytes(value: unknown): number {
  return utf8Bytes(JSON.stringify(value) ?? '');
}
