import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { base32, bytesOfStep, digitsOf, stepAt } from '../core/one-time-code.ts';
import type { KeptFactor } from '../second-factor-ports.ts';
import { codeOn } from '../testing/authenticator.ts';
import { judgeCode } from './judge-code.ts';
import { codeOf, isSame, SecondFactorVault } from './second-factor-vault.ts';

const RFC_SECRET = Buffer.from('12345678901234567890');
const vault = new SecondFactorVault('a secret of a test, at least 32 long');
const NOW = Date.parse('2026-11-21T08:04:10.000Z');

describe('codes', () => {
  // RFC 4226, Appendix D.
  it.each(
    ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489'].map(
      (code, counter) => ({ counter, code }),
    ),
  )('HOTP of counter $counter is $code', ({ counter, code }) => {
    expect(codeOf(RFC_SECRET, counter)).toBe(code);
  });

  // RFC 6238, Appendix B, the lines with SHA-1; it writes eight digits, of which an app shows the last six.
  it.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('TOTP at second %i is %s', (seconds, code) => {
    const step = stepAt(seconds * 1_000);
    const hash = createHmac('sha1', RFC_SECRET).update(bytesOfStep(step)).digest();
    expect(digitsOf(hash, 8)).toBe(code);
    expect(codeOf(RFC_SECRET, step)).toBe(code.slice(2));
    expect(codeOn(base32(RFC_SECRET), seconds * 1_000)).toBe(code.slice(2));
  });
});

describe('what is kept', () => {
  it('[X1] a secret opens for its account alone, unchanged, and under the same server secret', () => {
    const secret = vault.makeSecret();
    expect(secret).toHaveLength(20);
    const sealed = vault.seal(secret, 'ibrahim');
    expect(vault.open(sealed, 'ibrahim')).toEqual(secret);
    expect(vault.seal(secret, 'ibrahim')).not.toBe(sealed);
    expect(vault.open(sealed, 'halima')).toBeUndefined();
    expect(
      new SecondFactorVault('another secret, also 32 letters long').open(sealed, 'ibrahim'),
    ).toBeUndefined();
    const bytes = Buffer.from(sealed, 'base64');
    for (let index = 0; index < bytes.length; index += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
      expect(vault.open(changed.toString('base64'), 'ibrahim')).toBeUndefined();
    }
    for (const text of ['', 'not base64', bytes.subarray(1).toString('base64')])
      expect(vault.open(text, 'ibrahim')).toBeUndefined();
  });

  it('ten recovery codes of 80 bits, each marked for its account', () => {
    const codes = vault.makeRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^([A-Z2-7]{4}-){3}[A-Z2-7]{4}$/);
    expect(vault.markOf('ABCD', 'ibrahim')).not.toBe(vault.markOf('ABCD', 'halima'));
    expect(vault.markOf('ABCD', 'ibrahim')).not.toBe(
      new SecondFactorVault('another secret, also 32 letters long').markOf('ABCD', 'ibrahim'),
    );
  });

  it('texts are compared whole', () => {
    expect([isSame('123456', '123456'), isSame('123456', '123457'), isSame('123456', '12345')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('a code is judged', () => {
  const secret = vault.makeSecret();
  const user = 'ibrahim';
  const text = base32(secret);
  const kept = (more: Partial<KeptFactor> = {}): KeptFactor => ({
    secret: '',
    confirmedAt: null,
    lastStep: null,
    recovery: [],
    ...more,
  });
  const judge = (typed: string, factor: KeptFactor = kept(), now = NOW) =>
    judgeCode(vault, { secret, user, kept: factor }, typed, now);

  it('a step too late and a step too early count, two do not', () => {
    const kinds = [-60_000, -30_000, 0, 30_000, 60_000].map((off) => judge(codeOn(text, NOW + off)).kind);
    expect(kinds).toEqual(['wrong', 'step', 'step', 'step', 'wrong']);
  });

  it('neither one that was given counts again, nor an earlier one', () => {
    const first = judge(codeOn(text, NOW));
    expect(first).toEqual({ kind: 'step', step: stepAt(NOW) });
    const after = kept({ lastStep: stepAt(NOW) });
    expect(judge(codeOn(text, NOW), after)).toEqual({ kind: 'used' });
    expect(judge(codeOn(text, NOW - 30_000), after)).toEqual({ kind: 'used' });
    expect(judge(codeOn(text, NOW + 30_000), after)).toEqual({ kind: 'step', step: stepAt(NOW) + 1 });
  });

  it('a recovery code counts while it is there, however it is typed', () => {
    const [code = '', other = ''] = vault.makeRecoveryCodes();
    const mark = vault.markOf(code.replaceAll('-', ''), user);
    const has = kept({ recovery: [vault.markOf(other.replaceAll('-', ''), user), mark] });
    for (const typed of [code, code.toLowerCase(), code.replaceAll('-', ' '), code.replaceAll('O', '0')])
      expect(judge(typed, has)).toEqual({ kind: 'recovery', mark });
    expect(judge(code)).toEqual({ kind: 'wrong' });
  });

  it.each(['', '12345', '1234567', 'abcdef', '000000000000000'])('"%s" is none', (typed) => {
    expect(judge(typed)).toEqual({ kind: 'wrong' });
  });
});
