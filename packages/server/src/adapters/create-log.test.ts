import { DrizzleQueryError } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { createLog } from './create-log.ts';

it('keeps people’s answers, passwords and cookies out of the log, and the cause in it', () => {
  const lines: string[] = [];
  const log = createLog('info', { write: (line) => lines.push(line) });
  const values = ['scrypt-hash', 'Amina\nfrom Bama'];
  const cause = Object.assign(new Error('the disk is full'), { code: '53100', detail: 'Key (name)=(Amina)' });
  const err = new DrizzleQueryError('insert into "auth_account" values ($1, $2)', values, cause);
  log.error({ err, password: 'hunter2', headers: { cookie: 'hunter2' } }, 'it failed');
  const text = lines.join('');
  for (const secret of ['scrypt-hash', 'Amina', 'Bama', 'hunter2']) expect(text).not.toContain(secret);
  expect(JSON.parse(text)).toMatchObject({
    level: 50,
    msg: 'it failed',
    password: '(hidden)',
    err: {
      message: expect.stringContaining('insert into') as string,
      stack: expect.stringContaining('create-log.test.ts') as string,
      cause: { message: 'the disk is full', code: '53100' },
    },
  });
});

it('describes what was thrown and is no error', () => {
  const lines: string[] = [];
  createLog('info', { write: (line) => lines.push(line) }).error({ err: 'just text' }, 'it failed');
  expect(JSON.parse(lines.join(''))).toMatchObject({ err: { type: 'string', message: 'just text' } });
});
