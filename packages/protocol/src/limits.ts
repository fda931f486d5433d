/**
 * Every bound that both sides keep. A sender stays inside them, a receiver refuses what is outside
 * before anything else looks at it [X3, X4].
 */
export const limits = {
  /** Operations in one exchange. 100 is where gzip's gain flattens (267 B an item at 100, 241 B in one stream). */
  operationsPerExchange: 200,
  /** Bytes of one exchange body as it arrives. */
  compressedBodyBytes: 1_048_576,
  /** Bytes of one exchange body once inflated: 200 operations of 40 KB, or 128 of the largest. A sender counts both. */
  inflatedBodyBytes: 8_388_608,
  /** Inflated bytes may be at most this many times the compressed ones. JSON of like records reaches about 20. */
  inflationRatio: 200,
  /**
   * JSON bytes of one operation. Whatever a form accepts must fit, or it could be saved but never sent: a health
   * response with every list and text full is 23 KB in Latin script, 60 KB where a letter takes 3 bytes.
   */
  operationBytes: 65_536,
  /** Levels of nesting of any JSON that comes in. The deepest of ours, an operation in an exchange, has 6. */
  jsonDepth: 16,
  /** Changes that one reply carries, whatever the device asked for. */
  changesPerReply: 500,
  textLength: 4_000,
  nameLength: 120,
  /** Why a conflict was decided as it was, or a score set by hand. Travels to the phone with each change of the record. */
  justificationLength: 500,
  listLength: 40,
  /** Counts of people and things. The whole state has about 6 million inhabitants. */
  count: 10_000_000,
  dependenciesPerOperation: 8,
  rulesPerConfig: 200,
  conditionsPerRule: 5,
  /** New rules that one account may make in an hour. */
  newRulesPerHour: 10,
  /** Records whose score is set by hand in one request. */
  recordsPerOverride: 200,
  /** Devices that one request commands. */
  devicesPerCommand: 200,
  affectedEntitiesPerConfig: 5_000,
  /** Local government areas of one account: more than the largest state has. Whoever needs all of them is a coordinator. */
  areasPerAccount: 60,
  /** Past sessions in one report of a device, and errors in one session. */
  sessionsPerReport: 100,
  errorsPerSession: 100,
} as const;

/** Compressed bytes that fit one TCP initial window (10 segments of 1,460 B, RFC 6928) beside headers. */
export const FIRST_FLIGHT_BYTES = 14_000;
