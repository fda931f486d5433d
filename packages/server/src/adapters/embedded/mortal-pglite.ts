import { PGlite, types, type ExecProtocolOptionsStream } from '@electric-sql/pglite';
import type { DurableNodeFS } from './durable-node-fs.ts';
import { jsonbBytes } from './jsonb-bytes.ts';
import { KeptPlans } from './kept-plans.ts';

/** Postgres has panicked: its disk failed or is full. What was acknowledged is on disk; the process must start again. */
export class DatabaseDied extends Error {
  override readonly name = 'DatabaseDied';

  constructor(reason: string) {
    super(
      `The embedded database has stopped (${reason}): its disk is full or failing. ` +
        'Everything acknowledged so far is kept. Make room or mend the disk, then start again.',
    );
  }
}

/**
 * PGlite that can die. When Postgres panics (no room for its log, an fsync that fails) Emscripten aborts, but PGlite
 * 0.5.16 swallows that and asks again: the next statement then spins for ever and takes the whole process with it.
 * Here the first statement after a panic, and every later one, is refused.
 */
export class MortalPGlite extends PGlite {
  /** Resolves once it has died; never, as long as all is well. */
  readonly died: Promise<DatabaseDied>;
  private readonly disk: DurableNodeFS;
  private readonly plans = new KeptPlans();
  private tell: (error: DatabaseDied) => void = () => undefined;

  constructor(disk: DurableNodeFS, startParams: readonly string[]) {
    super({
      fs: disk,
      startParams: [...startParams],
      /* Its types say text; what it is given goes to Postgres as it is, also in bytes. */
      serializers: { [types.JSONB]: jsonbBytes as unknown as (value: unknown) => string },
    });
    this.disk = disk;
    this.died = new Promise((resolve) => {
      this.tell = resolve;
    });
  }

  override execProtocolRawSync(message: Uint8Array): Uint8Array {
    this.refuseWhenDead();
    const answer = super.execProtocolRawSync(message);
    this.refuseWhenDead();
    return answer;
  }

  override execProtocolStream(
    message: Uint8Array,
    options?: ExecProtocolOptionsStream,
  ): ReturnType<PGlite['execProtocolStream']> {
    return this.plans.exec(message, (asked) => super.execProtocolStream(asked, options));
  }

  private refuseWhenDead(): void {
    if (this.disk.aborted === undefined) return;
    const error = new DatabaseDied(this.disk.aborted);
    this.tell(error);
    throw error;
  }
}
