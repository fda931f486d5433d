/** Keys that reach an object's prototype when they are copied. No field of ours has such a name. */
export const PROTOTYPE_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
