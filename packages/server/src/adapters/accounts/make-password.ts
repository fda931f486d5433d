import { randomBytes } from 'node:crypto';

/** 96 bits in 16 letters: for whoever was just let in, until they choose their own. */
export const makePassword = (): string => randomBytes(12).toString('base64url');
