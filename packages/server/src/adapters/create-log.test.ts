import { expect, it } from 'vitest';
import { createLog } from './create-log.ts';

it('keeps people’s answers, passwords and cookies out of the log', () => {
  const lines: string[] = [];
  const log = createLog('info', { write: (line) => lines.push(line) });
  const failed = new Error('Failed query: insert into "auth_account" values ($1)\nparams: scrypt-hash,Amina');
  log.error({ err: failed, password: 'hunter2', headers: { cookie: 'hunter2' } }, 'it failed');
  const text = lines.join('');
  expect(text).toContain('insert into');
  for (const secret of ['scrypt-hash', 'Amina', 'hunter2']) expect(text).not.toContain(secret);
  expect(JSON.parse(text)).toMatchObject({ level: 50, msg: 'it failed', password: '(hidden)' });
});
