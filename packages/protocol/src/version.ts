/**
 * The version of the wire.
 *
 * History
 * - 1 (2026-11): first.
 * - 2 (2026-11): the hold reasons `consent`, `locked`, `metered` and `pressure`, which a server of version 1 would refuse.
 * - 3 (2026-11): `settled` beside a change, by which a device hears that a conflict of its own was decided;
 *   the command `override` and `override` of a change: scores set by hand; `averageScore` and `overridden` in a heartbeat;
 *   `restored` and `others` of a change, by which a device sees what an office restored from a backup has lost.
 *
 * Raise it when a schema changes so that an older side would misread it; `version.test.ts` fails until you do.
 */
export const PROTOCOL_VERSION = 3;

/** The oldest version that a server still answers. */
export const OLDEST_SUPPORTED_VERSION = 1;
