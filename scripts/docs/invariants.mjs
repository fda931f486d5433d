/**
 * The promises of docs/protocol.md and whether a test guards each.
 * @param {string} text docs/protocol.md
 * @returns {{id: string, enforced: boolean}[]} `enforced` is false where the page says *Enforced by* nothing yet
 */
export function readInvariants(text) {
  const items = text.split(/^- \*\*(?=[A-Z]\d+\*\* )/m).slice(1);
  return items.map((item) => {
    const id = item.slice(0, item.indexOf('*'));
    const by = /\*Enforced by\* ([\s\S]*?)(?:\n\n|\n- |\n#|$)/.exec(item)?.[1];
    if (by === undefined) throw new Error(`${id} has no "Enforced by" line`);
    return { id, enforced: !by.startsWith('nothing yet') };
  });
}

/**
 * Ids cited in the titles of tests.
 * @param {string} source a test file
 * @returns {string[]}
 */
export function citedIds(source) {
  const titles = [
    ...source.matchAll(/\b(?:it|test|describe)(?:\.\w+)*(?:\([^'"`)]*\))?\(\s*(['"`])([\s\S]*?)\1/g),
  ].map((match) => match[2] ?? '');
  return titles.flatMap((title) => [...title.matchAll(/\[([A-Z]\d+)\]/g)].map((match) => match[1] ?? ''));
}
