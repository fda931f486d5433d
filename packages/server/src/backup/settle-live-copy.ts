import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { linesOf } from './lines-of.ts';
import type { TableShape } from './backup-format.ts';
import type { LivePart, SnapshotPart } from './snapshot.ts';

/** Rows were removed from a large table while it was copied: the copy must begin again. */
export class RowsVanished extends Error {
  override readonly name = 'RowsVanished';
}

const ROWS_AT_ONCE = 200;
const LONGEST_LINE = 64 * 1_048_576;

/**
 * Makes one consistent snapshot of a copy that was taken while others wrote: of the early rows those stay that have not
 * changed since, and the changed ones come behind them. What comes in is put on the disk at once, because the database
 * waits while the last moment is being sent.
 * @param folder for the spool; on the same disk as the backup, and gone afterwards
 * @throws RowsVanished
 */
export async function* settleLiveCopy(
  parts: AsyncIterable<LivePart>,
  folder: string,
): AsyncGenerator<SnapshotPart> {
  const spool = await mkdtemp(join(folder, '.unfinished-'));
  try {
    const copy = new LiveCopy(spool);
    for await (const part of parts) await copy.take(part);
    yield* copy.settled();
  } finally {
    await rm(spool, { recursive: true, force: true });
  }
}

class LiveCopy {
  private readonly spool: string;
  private begin: Extract<LivePart, { kind: 'begin' }> | undefined;
  private end: Extract<LivePart, { kind: 'end' }> | undefined;
  private readonly unchanged = new Map<string, number>();
  /** Keys of rows that came again, of tables with early rows. */
  private readonly changed = new Map<string, Set<string>>();

  constructor(spool: string) {
    this.spool = spool;
  }

  async take(part: LivePart): Promise<void> {
    switch (part.kind) {
      case 'begin':
        this.begin = part;
        return;
      case 'early':
        this.changed.set(part.table, this.changed.get(part.table) ?? new Set());
        return this.append(part.table, 'early', part.rows);
      case 'unchanged':
        this.unchanged.set(part.table, part.rows);
        return;
      case 'rows': {
        const keys = this.changed.get(part.table);
        if (keys !== undefined) for (const row of part.rows) keys.add(keyOf(row, this.shape(part.table)));
        return this.append(part.table, 'last', part.rows);
      }
      case 'end':
        this.end = part;
    }
  }

  async *settled(): AsyncGenerator<SnapshotPart> {
    await this.closeAll();
    const { begin, end } = this;
    if (begin === undefined || end === undefined) throw new Error('the copy ended before its end');
    yield begin;
    for (const shape of begin.tables) {
      const { name } = shape;
      const changed = this.changed.get(name);
      let stayed = 0;
      for await (const rows of this.pages(name, 'early')) {
        const kept = rows.filter((row) => changed?.has(keyOf(row, shape)) !== true);
        stayed += kept.length;
        if (kept.length > 0) yield { kind: 'rows', table: name, rows: kept };
      }
      if (stayed !== (this.unchanged.get(name) ?? 0)) throw new RowsVanished(name);
      for await (const rows of this.pages(name, 'last')) yield { kind: 'rows', table: name, rows };
    }
    yield end;
  }

  private shape(table: string): TableShape {
    const shape = this.begin?.tables.find(({ name }) => name === table);
    if (shape === undefined) throw new RangeError(`nothing was said of ${table}`);
    return shape;
  }

  private readonly files = new Map<string, ReturnType<typeof createWriteStream>>();

  private async append(table: string, part: string, rows: readonly string[]): Promise<void> {
    const path = this.path(table, part);
    const file = this.files.get(path) ?? createWriteStream(path, { mode: 0o600 });
    this.files.set(path, file);
    if (!file.write(rows.map((row) => `${row}\n`).join(''))) await once(file, 'drain');
  }

  private async closeAll(): Promise<void> {
    for (const file of this.files.values()) {
      file.end();
      await finished(file);
    }
  }

  private async *pages(table: string, part: string): AsyncGenerator<string[]> {
    const path = this.path(table, part);
    if (!this.files.has(path)) return;
    let page: string[] = [];
    for await (const line of linesOf(createReadStream(path) as AsyncIterable<Buffer>, LONGEST_LINE)) {
      page.push(line.toString('utf8'));
      if (page.length === ROWS_AT_ONCE) {
        yield page;
        page = [];
      }
    }
    if (page.length > 0) yield page;
  }

  private path(table: string, part: string): string {
    return join(this.spool, `${table}.${part}`);
  }
}

function keyOf(row: string, { key }: TableShape): string {
  const values = JSON.parse(row) as readonly unknown[];
  return JSON.stringify(key.map((place) => values[place]));
}
