/**
 * PGlite's file system on Node, with fsync that reaches the disk.
 *
 * PGlite 0.5.16 loses durability twice: it starts Postgres with `-F` (fsync off), and Emscripten's NODEFS has no
 * `fsync` operation, so that `fd_sync` succeeds without doing anything. With both left as they are, a simulated
 * power loss destroyed the database in 9 of 9 runs; with this class, 20 of 20 survived. It relies on internals of
 * that exact version, so the boot self-test checks that it still works (see boot-self-test.ts).
 */
import { closeSync, fsyncSync, openSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

/** The part of Emscripten's NODEFS that we reach into. */
interface NodeFsInternals {
  stream_ops: { fsync?: (stream: { nfd?: number; node: unknown }) => number };
  realPath(node: unknown): string;
}

/** WASI's errno for an I/O error; Postgres answers it with a panic, which is right: the kernel may have dropped the pages. */
const WASI_EIO = 29;

export class DurableNodeFS extends NodeFS {
  /** How many fsync(2) calls have succeeded. The boot self-test watches it rise. */
  syncs = 0;
  /** Why Postgres aborted, once it has. Nothing may be asked of it any more (see mortal-pglite.ts). */
  aborted: string | undefined;
  private readonly sync: (fd: number) => void;

  /** `sync` is fsync(2); tests pass one that fails like a dying disk. */
  constructor(directory: string, sync: (fd: number) => void = fsyncSync) {
    super(directory);
    this.sync = sync;
  }

  override async init(...args: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const result = await super.init(...args);
    const hooks = result.emscriptenOpts as { onAbort?: (reason: unknown) => void };
    hooks.onAbort = (reason) => {
      this.aborted = String(reason) || 'a panic';
    };
    result.emscriptenOpts.preRun?.push((module) => {
      const nodefs = module.NODEFS as unknown as NodeFsInternals;
      nodefs.stream_ops.fsync = (stream) => this.syncStream(nodefs, stream);
    });
    return result;
  }

  private syncStream(nodefs: NodeFsInternals, stream: { nfd?: number; node: unknown }): number {
    // A directory has no descriptor of its own in NODEFS: without this branch renames would not be durable.
    const opened = stream.nfd === undefined ? openSync(nodefs.realPath(stream.node), 'r') : undefined;
    try {
      this.sync(stream.nfd ?? opened ?? -1);
      this.syncs += 1;
      return 0;
    } catch {
      // An exception would unwind through the wasm stack and leave Postgres half way; an errno it understands.
      return WASI_EIO;
    } finally {
      if (opened !== undefined) closeSync(opened);
    }
  }
}

/** Postgres' start parameters with fsync on. */
export const DURABLE_START_PARAMS: readonly string[] = [
  ...PGlite.defaultStartParams.filter((param) => param !== '-F'),
  // The default, fdatasync, is a hard no-op in the wasm build.
  ...['-c', 'wal_sync_method=fsync'],
  // 128 MB of shared buffers cost 306 MB of resident memory at a warm start, 16 MB cost 181.
  ...['-c', 'shared_buffers=16MB'],
];
