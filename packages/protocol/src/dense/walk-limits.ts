/**
 * How much a chain remembers: frozen, because both sides must forget alike. A stranger's frames can make a chain no larger
 * than this: about 4 MB of texts and 4 MB of ids and pairs.
 */
export const WALK_LIMITS = {
  /** Places in the JSON. Ours has about 250; whatever comes later shares one. */
  nodes: 2_048,
  keys: 2_048,
  /** Pairs of keys that came one after the other. */
  followers: 16_384,
  entriesPerNode: 1_024,
  entries: 32_768,
  /** UTF-16 units of a text that is worth remembering whole. */
  entryText: 64,
  ids: 16_384,
  timesPerRecord: 8,
  /** Levels that are walked; deeper ones are escaped. */
  depth: 32,
} as const;
