import { uuidV7 } from '@fieldsync/protocol';
import { randomBytes } from 'node:crypto';
import type { Clock, MintId } from '../services/clock.ts';

export const systemClock: Clock = () => Date.now();

/** 0 up to 1, for what is to be spread. */
export const systemChance = (): number => Math.random();

export const mintUuidV7: MintId = () => uuidV7(Date.now(), randomBytes(10));
