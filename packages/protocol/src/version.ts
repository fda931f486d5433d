/**
 * The version of the wire.
 *
 * History
 * - 1 (2026-11): first.
 * - 2 (2026-11): the hold reasons `consent`, `locked`, `metered` and `pressure`, which a server of version 1 would refuse.
 * - 3 (2026-11): a change says at which version its record was restored from a backup (`restored`), and whose it is (`others`).
 *
 * Raise it when a schema changes so that an older side would misread it; `version.test.ts` fails until you do.
 */
export const PROTOCOL_VERSION = 3;

/** The oldest version that a server still answers. */
export const OLDEST_SUPPORTED_VERSION = 1;
