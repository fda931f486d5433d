import type { ErrorCode } from '@fieldsync/protocol';
import type { z } from 'zod';

/** The parts of the API, in the order in which the document shows them. */
export const TAGS = {
  Session: 'Signing in and out. A session is a cookie; nothing that a script could read is ever sent.',
  Exchange: 'What a device does: it sends what was captured, and gets verdicts and changes.',
  Records: 'What has arrived at the office.',
  'Background sync':
    'What a device last said of itself, and commands to it. A phone with the app answers these addresses itself, from its live state.',
  Priority: 'What goes first: rules, scores set by hand, and scoring everything once more.',
  Conflicts: 'Two versions of a record, and the decision between them.',
  Devices: 'Every device that was ever heard of.',
  Privacy: 'What is held of people, what they agreed to, how long it is kept, and how it is erased.',
  Administration: 'Who works here, jobs that follow commits, and who outside is told of what.',
  'Other apps':
    'OpenRosa, for ODK Collect and its kin: XML both ways, and an account’s email and password with each request.',
  Operation: 'For whoever runs the server.',
} as const;
export type Tag = keyof typeof TAGS;

/** What comes out where it is not `{success, data}` as JSON. */
export interface OtherAnswer {
  /** Several: as it is asked for. Null: nothing comes. */
  readonly contentType: string | readonly string[] | null;
  readonly says: string;
  /** HTTP status of the success; 200 when left out. */
  readonly status?: number;
}

/**
 * All that the API's document says of one route beside the access table. `query` and `body` are the very schemas that the
 * handler checks with: a test looks whether it does.
 */
export interface RouteDescription {
  /** Name of the call in client libraries: `addRule`. */
  readonly name: string;
  readonly tag: Tag;
  /** A few words, no full stop. */
  readonly summary: string;
  /** Whole sentences, as many as are needed. */
  readonly details?: string;
  /** Of the parts of the path that begin with a colon. */
  readonly params?: Readonly<Record<string, { readonly schema: z.ZodType; readonly says: string }>>;
  readonly query?: z.ZodObject;
  /** What the parts of the query mean, where their name does not say it. */
  readonly querySays?: Readonly<Record<string, string>>;
  readonly body?: z.ZodType;
  /** Types of bodies that are not JSON; `details` says what is in them. */
  readonly otherBodies?: readonly string[];
  /** What is in `data` of a success. */
  readonly answer: z.ZodType | OtherAnswer;
  /** What is in `meta` of a success. */
  readonly meta?: z.ZodType;
  /** Bodies and answers may also be in the dense form, and bodies compressed. */
  readonly dense?: true;
  /** Refusals beyond those that come with a session, a query, a body and a path: see `errorsOf`. */
  readonly errors?: readonly ErrorCode[];
  readonly examples?: { readonly body?: unknown; readonly answer?: unknown; readonly meta?: unknown };
}

/** By method and path, as the access table has them: `GET /api/v1/records/:id`. */
export type RouteDescriptions = Readonly<Record<string, RouteDescription>>;

export function isOtherAnswer(answer: RouteDescription['answer']): answer is OtherAnswer {
  return 'contentType' in answer;
}
