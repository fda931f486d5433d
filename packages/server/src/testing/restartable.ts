import { prepareRedis } from '../../../../scripts/setup/prepare-redis.mjs';
import { preparePostgres } from '../../../../scripts/setup/start-postgres.mjs';

export interface RestartablePrograms {
  /** The folder with `initdb` and `postgres`. */
  readonly postgres: string;
  readonly redis: string;
}

/**
 * The programs that a test may start servers of its own from: one pair, or none when the environment names none. On CI
 * none is an error: what is promised of a restart must be shown with one.
 */
export function testRestartable(): readonly RestartablePrograms[] {
  const {
    FIELDSYNC_TEST_POSTGRES_PROGRAMS: postgres = '',
    FIELDSYNC_TEST_REDIS_PROGRAM: redis = '',
    CI,
  } = process.env;
  if (postgres !== '' && redis !== '') return [{ postgres, redis }];
  if (CI === 'true')
    throw new Error('no Postgres and Redis to be started are named: no restart would be shown');
  return [];
}

interface Running {
  kill(): Promise<void>;
}

interface Prepared<How extends readonly unknown[]> {
  readonly url: string;
  start(...how: How): Promise<Running>;
  remove(): void;
}

/** A real Postgres or Redis on a port and a folder of its own, which stay the same however often it is killed. */
export class RestartableServer<How extends readonly unknown[]> {
  readonly url: string;
  private readonly prepared: Prepared<How>;
  private running: Running | undefined;

  private constructor(prepared: Prepared<How>) {
    this.prepared = prepared;
    this.url = prepared.url;
  }

  /** As an operator's: a commit is acknowledged when the disk has it. */
  static async postgres({ postgres }: RestartablePrograms): Promise<RestartableServer<[]>> {
    return new RestartableServer<[]>(await preparePostgres(postgres, { durable: true }));
  }

  /** Each start says whether it keeps what it is told. One that does not comes back empty. */
  static async redis({ redis }: RestartablePrograms): Promise<RestartableServer<[{ keeps: boolean }]>> {
    return new RestartableServer<[{ keeps: boolean }]>(await prepareRedis(redis));
  }

  /** Resolves when it can be used. */
  async start(...how: How): Promise<void> {
    this.running = await this.prepared.start(...how);
  }

  /** SIGKILL, for all of its processes. */
  async kill(): Promise<void> {
    await this.running?.kill();
    this.running = undefined;
  }

  async remove(): Promise<void> {
    await this.kill();
    this.prepared.remove();
  }
}
