/** XML 1.0 cannot say these, not even escaped. */
// eslint-disable-next-line no-control-regex -- those are meant
const UNSAYABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** A text as content of an element or value of an attribute. */
export function escapeXml(text: string): string {
  return text.replace(UNSAYABLE, ' ').replace(/[&<>"']/g, (letter) => ESCAPES[letter] ?? letter);
}

/**
 * One element.
 * @param attributes by name; those that are undefined are left out
 * @param content XML, not text
 */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | undefined>> = {},
  content = '',
): string {
  const written = Object.entries(attributes).map(([key, value]) =>
    value === undefined ? '' : ` ${key}="${escapeXml(value)}"`,
  );
  const head = `<${name}${written.join('')}`;
  return content === '' ? `${head}/>` : `${head}>${content}</${name}>`;
}
