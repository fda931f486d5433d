/**
 * The lines of docs/complaints.md and the tests that each names.
 * @param {string} text docs/complaints.md
 * @returns {{number: number, answer: string, tests: {file: string, title: string}[]}[]}
 */
export function readComplaints(text) {
  return text
    .split('\n')
    .filter((line) => /^\| \d+ \|/.test(line))
    .map((line) => {
      const cells = line.split('|').map((cell) => cell.trim());
      const number = cells[1];
      const answer = cells.slice(4, -1).join('|');
      const named = [...answer.matchAll(/`([^`]+\.(?:test|spec)\.tsx?)`: "([^"]+)"/g)];
      const tests = named.map(([, file, title]) => ({ file: file ?? '', title: title ?? '' }));
      return { number: Number(number), answer, tests };
    });
}

/**
 * The titles of the tests of a file, as they are written.
 * @param {string} source
 * @returns {Set<string>}
 */
export function titlesIn(source) {
  const titles = source.matchAll(/\b(?:it|test)(?:\.\w+)*(?:\([^'"`)]*\))?\(\s*(['"`])([\s\S]*?)\1/g);
  return new Set([...titles].map((match) => match[2] ?? ''));
}
