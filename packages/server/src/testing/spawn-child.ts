import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { asQuickAsWe } from './quick-wasm.ts';

const SOURCES = fileURLToPath(new URL('./children', import.meta.url));
/** As deep below the package as src/ is, so that paths relative to the module hold. */
const BUILT = fileURLToPath(new URL('../../dist', import.meta.url));

/** A program of testing/children as plain JavaScript: Node 20 runs no TypeScript. @returns its file */
export async function buildChild(name: string): Promise<string> {
  const outfile = join(BUILT, `test-child-${basename(name)}.mjs`);
  const unfinished = `${outfile}.${String(process.pid)}`;
  await build({
    entryPoints: [join(SOURCES, `${name}.ts`)],
    outfile: unfinished,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    logLevel: 'warning',
    plugins: [
      {
        name: 'installed packages stay outside',
        setup: (builder) =>
          builder.onResolve({ filter: /^[^./]/ }, ({ path }) =>
            path.startsWith('@fieldsync/') ? undefined : { path, external: true },
          ),
      },
    ],
  });
  // In one step: another run of the tests may be starting the same program.
  renameSync(unfinished, outfile);
  return outfile;
}

export interface Child {
  /** Its lines on standard output, as they come; ends when it ends. */
  readonly lines: AsyncIterable<string>;
  /** SIGKILL: it gets no chance to put anything in order. Resolves when it is gone. */
  kill(): Promise<void>;
  /** Resolves when it has ended by itself, with its exit code. */
  ended(): Promise<number | null>;
}

export function spawnChild(file: string, ...args: readonly string[]): Child {
  const child = spawn(process.execPath, [...asQuickAsWe(), file, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = exitOf(child);
  return {
    lines: createInterface({ input: child.stdout }),
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
    ended: () => gone,
  };
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  await once(child, 'close');
  return child.exitCode;
}
