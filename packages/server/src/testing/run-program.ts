import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { asQuickAsWe } from './quick-wasm.ts';

export interface ProgramEnd {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunningProgram {
  readonly ended: Promise<ProgramEnd>;
  kill(): void;
}

/** A program of ours with its arguments, from start to end. */
export function startProgram(
  file: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): RunningProgram {
  const child = spawn(process.execPath, [...asQuickAsWe(), file, ...args], {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  return {
    ended: once(child, 'close').then(() => ({ code: child.exitCode, out, err })),
    kill: () => child.kill('SIGKILL'),
  };
}
