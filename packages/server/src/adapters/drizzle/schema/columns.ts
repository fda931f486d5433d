import { bigint, timestamp } from 'drizzle-orm/pg-core';

/** A point in time, to the millisecond like the wire's. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' });

/** A counter that stays far below 2^53. */
export const wholeNumber = (name: string) => bigint(name, { mode: 'number' });
