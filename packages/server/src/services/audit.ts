/** One privileged act [X5]. */
export interface AuditEntry {
  /** ISO 8601 with milliseconds. */
  readonly at: string;
  /** Account id; empty for the server itself, or for someone who is not signed in. */
  readonly actor: string;
  /** What was done, as `noun:verb`: `session:sign-in`. */
  readonly act: string;
  /** Id of what it was done to. */
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Append-only: a line can be neither changed nor removed. */
export interface AuditLog {
  /** On disk when it resolves. */
  append(entry: AuditEntry): Promise<void>;
}
