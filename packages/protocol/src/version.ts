/**
 * The version of the wire.
 *
 * History
 * - 1 (2026-11): first.
 *
 * Raise it when a schema changes so that an older side would misread it; `version.test.ts` fails until you do.
 */
export const PROTOCOL_VERSION = 1;

/** The oldest version that a server still answers. */
export const OLDEST_SUPPORTED_VERSION = 1;
