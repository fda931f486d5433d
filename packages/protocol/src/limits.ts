/**
 * Every bound that both sides keep. A sender stays inside them, a receiver refuses what is outside
 * before anything else looks at it [X3, X4].
 */
export const limits = {
  /** Operations in one exchange. 100 is where gzip's gain flattens (267 B an item at 100, 241 B in one stream). */
  operationsPerExchange: 200,
  /** Bytes of one exchange body as it arrives. */
  compressedBodyBytes: 1_048_576,
  /** Bytes of one exchange body once inflated. 200 operations of 32 KiB and room for the rest. */
  inflatedBodyBytes: 8_388_608,
  /** Inflated bytes may be at most this many times the compressed ones. JSON of like records reaches about 20. */
  inflationRatio: 200,
  /** JSON bytes of one operation. A record with every text full is about 20 KB. */
  operationBytes: 32_768,
  /** Changes that one reply carries, whatever the device asked for. */
  changesPerReply: 500,
  textLength: 4_000,
  nameLength: 120,
  listLength: 40,
  /** Counts of people and things. The whole state has about 6 million inhabitants. */
  count: 10_000_000,
  dependenciesPerOperation: 8,
  rulesPerConfig: 200,
  conditionsPerRule: 5,
  affectedEntitiesPerConfig: 5_000,
} as const;

/** Compressed bytes that fit one TCP initial window (10 segments of 1,460 B, RFC 6928) beside headers. */
export const FIRST_FLIGHT_BYTES = 14_000;
