import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';

export interface BenchServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** The real server on a fresh data folder, serving one bare page with the engine in it. */
export async function startBenchServer(repository: string, port: number): Promise<BenchServer> {
  const folder = mkdtempSync(join(tmpdir(), 'fieldsync-bench-'));
  const site = join(folder, 'site');
  await build({
    entryPoints: [join(repository, 'bench/src/drain/drain-page.ts')],
    bundle: true,
    format: 'iife',
    platform: 'browser',
    minify: true,
    outfile: join(site, 'page.js'),
    logLevel: 'error',
  });
  writeFileSync(
    join(site, 'index.html'),
    '<!doctype html><title>Drain</title><script src="/page.js"></script>',
  );
  const child = spawn(process.execPath, [join(repository, 'packages/server/dist/main.js')], {
    cwd: repository,
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      FIELDSYNC_DATA: join(folder, 'data'),
      WEB_ROOT: site,
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await untilItListens(child, port);
  return {
    port,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilItListens(child: ChildProcess, port: number): Promise<void> {
  if (child.stdout === null) throw new Error('the server has no output');
  for await (const line of createInterface(child.stdout)) {
    if (line.includes(`:${String(port)}`)) {
      child.stdout.resume();
      return;
    }
  }
  throw new Error('the server ended before it listened');
}
