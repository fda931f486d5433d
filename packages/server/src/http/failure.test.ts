import { describe, expect, it } from 'vitest';
import { Unavailable } from '../unavailable.ts';
import { describeFailure } from './failure.ts';

const coded = (code: string): Error => Object.assign(new Error('driver'), { code });
const wrapped = (code: string): Error => new Error('Failed query', { cause: coded(code) });
/** As the driver says it: with no code. */
const broken = (message: string): Error => new Error('Failed query', { cause: new Error(message) });

describe('describeFailure', () => {
  it.each([
    ['a full disk', coded('ENOSPC'), 'STORAGE_FULL'],
    ['a full disk under Postgres', wrapped('53100'), 'STORAGE_FULL'],
    ['a database that is away', wrapped('ECONNREFUSED'), 'UNAVAILABLE'],
    ['a database that shuts down', wrapped('57P01'), 'UNAVAILABLE'],
    [
      'a connection that broke under a statement',
      broken('Connection terminated unexpectedly'),
      'UNAVAILABLE',
    ],
    [
      'the end of a transaction whose connection is broken',
      broken('Client has encountered a connection error and is not queryable'),
      'UNAVAILABLE',
    ],
    ['no connection in time', broken('timeout exceeded when trying to connect'), 'UNAVAILABLE'],
    ['too many connections', coded('53300'), 'UNAVAILABLE'],
    ['a deadlock that was lost too often', wrapped('40P01'), 'UNAVAILABLE'],
    ['accounts that cannot be read', new Unavailable('away'), 'UNAVAILABLE'],
    ['a bug', new TypeError('x is undefined'), 'INTERNAL'],
    ['a statement that is wrong', wrapped('42601'), 'INTERNAL'],
    ['something that is no error', 'text', 'INTERNAL'],
  ])('%s', (_, error, code) => {
    const told = describeFailure(error, 'request-7');
    expect(told.code).toBe(code);
    expect(told.retryAfterMs === undefined).toBe(code === 'INTERNAL');
    expect(told.message.includes('request-7')).toBe(code === 'INTERNAL');
  });
});
