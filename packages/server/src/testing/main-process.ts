import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { asQuickAsWe } from './quick-wasm.ts';

/** The server's entry point as a process, from its first line to its exit code. */
export class MainProcess {
  readonly out: string[] = [];
  err = '';
  /** Undefined until it has ended; null when a signal ended it. */
  readonly exit: Promise<number | null>;
  private readonly child;
  private readonly waiting: (() => void)[] = [];

  constructor(
    file: string,
    environment: Readonly<Record<string, string>>,
    nodeOptions: readonly string[] = [],
  ) {
    this.child = spawn(process.execPath, [...asQuickAsWe(), ...nodeOptions, file], {
      env: { PATH: process.env['PATH'], PORT: '0', WEB_ROOT: '/nowhere', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => (this.err += text));
    createInterface({ input: this.child.stdout }).on('line', (line) => {
      this.out.push(line);
      for (const resolve of this.waiting.splice(0)) resolve();
    });
    this.exit = once(this.child, 'close').then(() => {
      for (const resolve of this.waiting.splice(0)) resolve();
      return this.child.exitCode;
    });
  }

  /** Where it says that it is; throws with what it said when it ends first. */
  url(): Promise<string> {
    return this.said(/^Fieldsync is at (http\S+)$/);
  }

  /** Resolves when a worker runs. */
  async works(): Promise<void> {
    await this.said(/^(Fieldsync works): /);
  }

  /** @returns the part that the pattern asks for of the first line that it fits, as soon as it is there */
  async said(pattern: RegExp): Promise<string> {
    for (;;) {
      const [, part] = this.out.map((line) => pattern.exec(line)).find((found) => found !== null) ?? [];
      if (part !== undefined) return part;
      if (this.child.exitCode !== null)
        throw new Error(`ended with ${String(this.child.exitCode)}: ${this.err}`);
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  signal(name: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): void {
    this.child.kill(name);
  }
}
