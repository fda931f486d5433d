import type fc from 'fast-check';
import type { Sent } from './sent.ts';
import type { Who } from './who.ts';

/** Rows by table. */
export type Rows = Readonly<Record<string, number>>;

/** What is known of a route by whoever attacks it. Unless said otherwise a success adds no row, and repeats nothing. */
export interface HostileCase {
  /** What stands for the part of the path that begins with a colon. */
  readonly param?: fc.Arbitrary<string>;
  readonly query?: fc.Arbitrary<Record<string, string>>;
  readonly body?: (who: Who) => fc.Arbitrary<unknown>;
  /** In place of a body of JSON. */
  readonly form?: { readonly hostile: fc.Arbitrary<Sent>; readonly decent: fc.Arbitrary<Sent> };
  /** The most rows that a success with this data explains. */
  readonly adds?: (data: unknown) => Rows;
  /** The same of an answer that refuses. */
  readonly refusedAdds?: Rows;
  /** Its answer has what somebody wrote, and the office keeps. */
  readonly readsBack?: true;
  /** Its answer is one and the same for everybody, and not the envelope of the others. */
  readonly fixed?: true;
  readonly endsSession?: true;
  /** For a route whose every request costs much, as a password's hash does. */
  readonly runs?: number;
}
