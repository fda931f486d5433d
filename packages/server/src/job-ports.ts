/** What the jobs need from the database, by contract. The row of a job is the truth about it, whoever hands the work out. */
import type { JobKind, JobState, NewJob } from './core/job.ts';

/** A job that is this runner's until its claim ends. */
export interface ClaimedJob {
  readonly id: number;
  readonly kind: JobKind;
  readonly payload: Readonly<Record<string, unknown>>;
  /** How often it was begun, this time included. Names the claim: whoever took the job over has a higher one. */
  readonly attempts: number;
}

export interface Claim {
  /** At most this many, the highest score first, then the oldest. */
  readonly limit: number;
  readonly at: string;
  /** Until when nobody else takes them. */
  readonly until: string;
  /** This one and no other. */
  readonly only?: number;
}

/** The runner's side. */
export interface JobQueue {
  /** One transaction. With a key, only while no other job of the kind with this key waits or runs. */
  add(jobs: readonly (NewJob & { readonly key?: string })[], at: string): Promise<void>;
  /** What waits and is due, and what another runner left unfinished. No two claims get the same job. */
  claim(claim: Claim): Promise<readonly ClaimedJob[]>;
  /** The three below do nothing, and say false, when somebody else has the job by now. */
  keep(job: ClaimedJob, until: string): Promise<boolean>;
  /** What the job leads to is added in the same transaction: both or neither. */
  finish(job: ClaimedJob, at: string, next?: readonly NewJob[]): Promise<boolean>;
  /** @param notBefore when it is to be tried again; null: never by itself */
  fail(job: ClaimedJob, error: string, at: string, notBefore: string | null): Promise<boolean>;
}

/** One job as an administrator sees it. Times are ISO 8601. */
export interface JobLine {
  readonly id: number;
  readonly kind: JobKind;
  readonly state: JobState;
  readonly score: number;
  readonly attempts: number;
  readonly createdAt: string;
  /** Null for at once, or when it is over. */
  readonly notBefore: string | null;
  readonly finishedAt: string | null;
  /** What went wrong last. */
  readonly error: string | null;
  /** Its claim has run out, and nobody has taken it over yet: its process died or hangs. */
  readonly stalled: boolean;
}

/** The administrator's side. */
export interface JobDesk {
  /** The newest first. `before`: the id of the last line of the page before. */
  list(query: {
    state?: JobState | 'stalled';
    before?: number;
    limit: number;
    at: string;
  }): Promise<readonly JobLine[]>;
  counts(at: string): Promise<Readonly<Record<JobState | 'stalled', number>>>;
  /** Failed ones by kind, the most first. */
  failedKinds(): Promise<readonly { readonly kind: JobKind; readonly count: number }[]>;
  /** Makes a failed job wait again with all its tries. False when there is no failed job of this id. */
  retry(id: number, at: string): Promise<boolean>;
  /** The same for all failed ones of a kind. @returns how many */
  retryAll(kind: JobKind, at: string): Promise<number>;
}

/** The side of a dispatcher, which hands out the work of several processes. */
export interface JobDispatch {
  /** Jobs that are due and were not handed out since `notSince`; from now on they were. */
  take(
    limit: number,
    at: string,
    notSince: string,
  ): Promise<readonly { id: number; score: number; attempts: number }[]>;
}
