import { fileURLToPath } from 'node:url';
import { MainProcess } from './main-process.ts';

const PROGRAM = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** One process of an installation of several, which can be killed and started again. */
export class ClusterMember {
  private main: MainProcess | undefined;
  private readonly environment: Readonly<Record<string, string>>;

  constructor(environment: Readonly<Record<string, string>>) {
    this.environment = environment;
  }

  /** Where it answers, while it does. */
  origin: string | undefined;

  async start(): Promise<void> {
    this.main = new MainProcess(PROGRAM, { LOG_LEVEL: 'error', ...this.environment });
    if (this.environment['FIELDSYNC_ROLE'] === 'worker') await this.main.works();
    else this.origin = await this.main.url();
  }

  get pid(): number | undefined {
    return this.main?.pid;
  }

  /** Resolves when it has ended, with what it said was wrong. */
  async ended(): Promise<string> {
    await this.main?.exit;
    return this.main?.err ?? '';
  }

  async kill(): Promise<void> {
    this.origin = undefined;
    this.main?.signal('SIGKILL');
    await this.main?.exit;
  }
}
