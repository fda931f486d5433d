import { uuidV7 } from '@fieldsync/protocol';
import { randomBytes } from 'node:crypto';
import type { Clock, MintId } from '../services/clock.ts';

export const systemClock: Clock = () => Date.now();

export const mintUuidV7: MintId = () => uuidV7(Date.now(), randomBytes(10));
