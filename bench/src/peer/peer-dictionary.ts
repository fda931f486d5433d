import { makeCorpus } from '../corpus.ts';

/** What deflate can look back on. */
const WINDOW_BYTES = 32_768;

/** Operations of another seed and the other half of the phrases, as JSON: the last 32 KB of them. */
export function peerDictionary(): string {
  const operations = makeCorpus({ seed: 7_919, count: 100, language: 'en', phrases: 'even' });
  // ASCII alone, so that a character is a byte.
  const text = JSON.stringify(operations).replace(/[^ -~]/g, '');
  return text.slice(-WINDOW_BYTES);
}
