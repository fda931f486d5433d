import type { JobKind, JobState, NewJob } from '../core/job.ts';
import { MIDDLE_SCORE } from '../core/job.ts';
import type { Claim, ClaimedJob, JobDispatch, JobQueue } from '../job-ports.ts';

interface Held {
  readonly id: number;
  readonly kind: JobKind;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly score: number;
  readonly key: string | undefined;
  state: JobState;
  attempts: number;
  notBefore: string | null;
  claimedUntil: string | null;
  dispatchedAt: string | null;
  error: string | null;
}

const isOpen = ({ state }: Held): boolean => state === 'waiting' || state === 'running';

/** The queue of jobs as a list. ISO times of one form are compared as text. */
export class MemoryJobQueue implements JobQueue, JobDispatch {
  readonly held: Held[] = [];

  async add(jobs: readonly (NewJob & { readonly key?: string })[]): Promise<void> {
    for (const { kind, payload, score = MIDDLE_SCORE, key } of jobs) {
      const there = this.held.some(
        (job) => key !== undefined && job.kind === kind && job.key === key && isOpen(job),
      );
      if (there) continue;
      this.held.push({
        id: this.held.length + 1,
        kind,
        payload,
        score,
        key,
        state: 'waiting',
        attempts: 0,
        notBefore: null,
        claimedUntil: null,
        dispatchedAt: null,
        error: null,
      });
    }
  }

  async claim({ limit, at, until, only }: Claim): Promise<readonly ClaimedJob[]> {
    const due = this.due(at).filter(({ id }) => only === undefined || id === only);
    return due.slice(0, limit).map((job) => {
      Object.assign(job, {
        state: 'running',
        claimedUntil: until,
        notBefore: null,
        attempts: job.attempts + 1,
      });
      const { id, kind, payload, attempts } = job;
      return { id, kind, payload, attempts };
    });
  }

  async keep(job: ClaimedJob, until: string): Promise<boolean> {
    return this.whileMine(job, { claimedUntil: until });
  }

  async finish(job: ClaimedJob, _at: string, next: readonly NewJob[] = []): Promise<boolean> {
    const mine = this.whileMine(job, { state: 'done', claimedUntil: null, error: null });
    if (mine) await this.add(next);
    return mine;
  }

  async fail(job: ClaimedJob, error: string, _at: string, notBefore: string | null): Promise<boolean> {
    const state = notBefore === null ? 'failed' : 'waiting';
    return this.whileMine(job, { state, notBefore, claimedUntil: null, dispatchedAt: null, error });
  }

  async take(limit: number, at: string, notSince: string) {
    const due = this.due(at).filter(({ dispatchedAt }) => dispatchedAt === null || dispatchedAt < notSince);
    return due.slice(0, limit).map((job) => {
      job.dispatchedAt = at;
      return { id: job.id, score: job.score, attempts: job.attempts };
    });
  }

  private due(at: string): Held[] {
    return this.held
      .filter((job) =>
        job.state === 'waiting'
          ? job.notBefore === null || job.notBefore <= at
          : job.state === 'running' && (job.claimedUntil ?? '') < at,
      )
      .sort((a, b) => b.score - a.score || a.id - b.id);
  }

  private whileMine(job: ClaimedJob, change: Partial<Held>): boolean {
    const mine = this.held.find(
      ({ id, attempts, state }) => id === job.id && attempts === job.attempts && state === 'running',
    );
    if (mine !== undefined) Object.assign(mine, change);
    return mine !== undefined;
  }
}
