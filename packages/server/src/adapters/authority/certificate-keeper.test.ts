import { pino } from 'pino';
import { expect, it } from 'vitest';
import type { TlsCertificate } from '../tls-certificate.ts';
import { CertificateKeeper } from './certificate-keeper.ts';

const certificate = (cert: string): TlsCertificate => ({ cert, key: 'key', validToMs: 0 });

it('puts another certificate in use once, and says so; one that cannot be made leaves the old one and is an error', () => {
  const lines: string[] = [];
  const used: string[] = [];
  let next = certificate('first');
  let broken = false;
  const keeper = new CertificateKeeper(
    {
      current: () => {
        if (broken) throw new Error('the disk is full');
        return next;
      },
      use: ({ cert }) => used.push(cert),
      log: pino({}, { write: (line) => lines.push(line) }),
    },
    next,
  );
  keeper.look();
  expect(used).toEqual([]);
  next = certificate('second');
  keeper.look();
  keeper.look();
  expect(used).toEqual(['second']);
  broken = true;
  keeper.look();
  expect(used).toEqual(['second']);
  expect(lines.map((line) => (JSON.parse(line) as { level: number }).level)).toEqual([30, 50]);
});

it('ends when it is told to', async () => {
  const ending = new AbortController();
  const first = certificate('first');
  const parts = { current: () => first, use: () => undefined, log: pino({ level: 'silent' }) };
  const running = new CertificateKeeper(parts, first).run(ending.signal);
  ending.abort();
  await running;
  expect(ending.signal.aborted).toBe(true);
});
