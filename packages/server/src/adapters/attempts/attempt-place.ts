import { createHmac } from 'node:crypto';

/** One of 2^20 places by a keyed hash: nobody without the key can look for a name that shares somebody's place. */
export function attemptPlaces(secret: string): (name: string) => string {
  return (name) => createHmac('sha256', secret).update(`attempt:${name}`).digest('hex').slice(0, 5);
}
