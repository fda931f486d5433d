import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { inlineScriptHashes, pagePolicy } from './content-security-policy.ts';

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

describe('inlineScriptHashes', () => {
  it('hashes what is between the tags, once each, and leaves scripts with an address alone', () => {
    const html = `<html><script>self.__next_f=[]</script><script src="/a.js"></script>
      <script id="_R_" async="">push([1,"a\\u003c/b"])
</script><SCRIPT>self.__next_f=[]</SCRIPT><script nomodule src='/b.js'>ignored</script><script></script></html>`;
    expect(inlineScriptHashes(html)).toEqual([
      hashOf('self.__next_f=[]'),
      hashOf('push([1,"a\\u003c/b"])\n'),
    ]);
  });
});

describe('pagePolicy', () => {
  it('allows no inline script beside the hashed ones, no frame around it and no object in it', () => {
    const policy = pagePolicy([hashOf('x')]);
    expect(policy).toContain(`script-src 'self' ${hashOf('x')};`);
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    for (const part of ["frame-ancestors 'none'", "object-src 'none'", "base-uri 'none'"])
      expect(policy).toContain(part);
  });
});
