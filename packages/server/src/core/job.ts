/**
 * Work that follows a commit. `critical:arrived`: a record has reached the critical band, tell the coordinators.
 * `conflict:opened`: a person must decide.
 */
export type JobKind = 'critical:arrived' | 'conflict:opened';

export interface NewJob {
  readonly kind: JobKind;
  readonly payload: Readonly<Record<string, unknown>>;
}
