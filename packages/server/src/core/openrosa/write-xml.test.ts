import { describe, expect, it } from 'vitest';
import { element, escapeXml } from './write-xml.ts';

describe('a form in XML', () => {
  it('[X3] says what a person wrote, and is well-formed whatever that was', () => {
    expect(escapeXml(`<a href="x">'Tom' & "Jerry"</a>`)).toBe(
      '&lt;a href=&quot;x&quot;&gt;&apos;Tom&apos; &amp; &quot;Jerry&quot;&lt;/a&gt;',
    );
    expect(escapeXml('\u0000\u0008\u000b\u001f\uFFFE\uFFFF\uD800|\t\n\r\u{1F30D}')).toBe(
      '       |\t\n\r\u{1F30D}',
    );
  });

  it('has its attributes, without those that are undefined, and no end tag where nothing is in it', () => {
    expect(element('a', { b: '1', c: undefined, d: '"2"' })).toBe('<a b="1" d="&quot;2&quot;"/>');
    expect(element('a', {}, '<b/>')).toBe('<a><b/></a>');
    expect(element('a')).toBe('<a/>');
  });
});
