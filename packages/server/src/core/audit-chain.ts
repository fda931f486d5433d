/**
 * The audit log as a chain: each line carries the hash of the line before and its own, so that a line that was changed,
 * removed or put in between is seen by whoever reckons it again [X5].
 */

/** What the first line follows. */
export const CHAIN_START = '0'.repeat(64);

/** A line as the database has it. */
export interface ChainedLine {
  readonly seq: number;
  /** ISO 8601 with milliseconds. */
  readonly at: string;
  readonly actor: string;
  readonly act: string;
  readonly subject: string;
  /** The JSON as Postgres writes it, which is the same for the same value. */
  readonly detail: string;
  readonly previousHash: string;
  readonly hash: string;
}

/**
 * The text that is hashed: each part with its length in bytes before it, so that no two lines have the same text.
 * @param bytesOf UTF-8
 */
export function chainText(line: Omit<ChainedLine, 'hash'>, bytesOf: (text: string) => number): string {
  const { previousHash, seq, at, actor, act, subject, detail } = line;
  return [previousHash, String(seq), at, actor, act, subject, detail]
    .map((part) => `${String(bytesOf(part))}:${part},`)
    .join('');
}

/** What is wrong with a line, given the hash of the one before it; undefined when nothing is. */
export function linkFault(
  line: ChainedLine,
  before: string,
  hashOf: (line: ChainedLine) => string,
): 'changed' | 'does not follow' | undefined {
  if (line.previousHash !== before) return 'does not follow';
  return line.hash === hashOf(line) ? undefined : 'changed';
}
