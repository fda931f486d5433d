const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** `[` and `{`, `]` and `}` differ in this one bit. */
const CURLY = 0x20;
const OPEN = 0x7b;
const CLOSE = 0x7d;

/**
 * Whether JSON text nests deeper than `max`. Looked at before parsing: 4 MB of `[` would parse to four million arrays, and
 * everything that walks them later would overflow the stack.
 */
export function isDeeperThan(json: Uint8Array, max: number): boolean {
  let depth = 0;
  let quoted = false;
  for (let index = 0; index < json.length; index += 1) {
    const byte = json[index] ?? 0;
    if (quoted) {
      if (byte === BACKSLASH) index += 1;
      else if (byte === QUOTE) quoted = false;
    } else if (byte === QUOTE) quoted = true;
    else if ((byte | CURLY) === OPEN) {
      depth += 1;
      if (depth > max) return true;
    } else if ((byte | CURLY) === CLOSE) depth -= 1;
  }
  return false;
}
