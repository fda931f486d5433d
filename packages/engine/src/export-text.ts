/** Anything from the database as text for a file, with what is sealed as base64. */
export function exportText(value: unknown): string {
  return JSON.stringify(
    value,
    (_key, part: unknown) =>
      part instanceof Uint8Array
        ? btoa(Array.from(part, (byte) => String.fromCharCode(byte)).join(''))
        : part,
    2,
  );
}
