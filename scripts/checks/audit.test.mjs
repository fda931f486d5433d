import { expect, it } from 'vitest';
import { readAudit } from './audit.mjs';

it('fails for what is grave, and for nothing less', () => {
  const report = (/** @type {string} */ severity) =>
    JSON.stringify({ vulnerabilities: { left: { severity } } });
  expect(readAudit(report('critical'))).toEqual({ kind: 'found', text: 'left: critical\n' });
  expect(readAudit(report('high')).kind).toBe('found');
  expect(readAudit(report('moderate')).kind).toBe('clean');
  expect(readAudit(JSON.stringify({ vulnerabilities: {} })).kind).toBe('clean');
});

it('takes no answer for no weakness', () => {
  expect(
    readAudit('{"message": "request to https://registry failed", "error": {"summary": "", "detail": ""}}'),
  ).toEqual({
    kind: 'unknown',
    text: 'request to https://registry failed',
  });
  expect(
    readAudit(
      'npm warn audit 405 Method Not Allowed\n{"error": {"summary": "audit endpoint returned an error"}}',
    ),
  ).toEqual({
    kind: 'unknown',
    text: 'audit endpoint returned an error',
  });
  expect(readAudit('spawn npm ENOENT').kind).toBe('unknown');
  expect(readAudit('').kind).toBe('unknown');
});
