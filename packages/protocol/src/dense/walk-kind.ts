/**
 * What a value is, as a symbol on the wire: frozen. From `ENTRY` on a symbol names a text that was met at the same place
 * before: `ENTRY + k` is entry k of the node.
 */
export const WalkKind = {
  null: 0,
  false: 1,
  true: 2,
  /** A number that is a whole number after a shift by the node's scale. */
  number: 3,
  /** The same with a new scale, which the node keeps. */
  rescaled: 4,
  /** Any other number: eight bytes. */
  float: 5,
  text: 6,
  /** JSON text, for whatever has no form of its own. */
  escaped: 7,
  uuid4: 8,
  uuid7: 9,
  /** A UUID that was met at another place. */
  knownId: 10,
  list: 11,
  object: 12,
  time: 13,
  /** A time that this record has said already. */
  sameTime: 14,
  entry: 15,
} as const;
