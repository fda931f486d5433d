const DENSE = /^[0-9a-f]{8}-[0-9a-f]{4}-([47])[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** A UUID as eight groups of 16 bits: where each begins in the text. */
const GROUP_AT = [0, 4, 9, 14, 19, 24, 28, 32];
/** Bits of each group that version and variant leave free. */
export const UUID_GROUP_BITS = [16, 16, 16, 12, 14, 16, 16, 16] as const;
/** The first 48 bits of version 7 are milliseconds since 1970. */
export const UUID_TIME_GROUPS = 3;
export const MAX_UUID_TIME = 2 ** 48 - 1;

/** 4 or 7 for a UUID in the one spelling that `uuidText` writes; undefined for any other text. */
export function uuidVersion(text: string): 4 | 7 | undefined {
  if (text.length !== 36) return undefined;
  const version = DENSE.exec(text)?.[1];
  return version === '4' ? 4 : version === '7' ? 7 : undefined;
}

export function uuidTime(uuid: string): number {
  return Number.parseInt(uuid.slice(0, 8) + uuid.slice(9, 13), 16);
}

/** The free bits of one group. */
export function uuidGroup(uuid: string, group: number): number {
  const at = GROUP_AT[group] ?? 0;
  const bits = Number.parseInt(uuid.slice(at, at + 4), 16);
  return bits & ((1 << (UUID_GROUP_BITS[group] ?? 0)) - 1);
}

/** @param groups the free bits of the eight groups; of version 7 the first three are taken from `time` */
export function uuidText(version: 4 | 7, time: number, groups: readonly number[]): string {
  const hex = groups.map((bits, group) => {
    const fixed = group === 3 ? version << 12 : group === 4 ? 0x8000 : 0;
    return (bits | fixed).toString(16).padStart(4, '0');
  });
  const [a = '', b = '', c = '', d = '', e = '', f = '', g = '', h = ''] = hex;
  if (version === 4) return `${a}${b}-${c}-${d}-${e}-${f}${g}${h}`;
  const head = time.toString(16).padStart(12, '0');
  return `${head.slice(0, 8)}-${head.slice(8)}-${d}-${e}-${f}${g}${h}`;
}
