import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { inRepository, repository } from '../setup/repository.mjs';
import { Refusal } from '../setup/say.mjs';
import { programOptions } from './program-options.mjs';

/**
 * Bundles a TypeScript program and runs it with our terminal.
 * @param {string} entry Relative to the repository.
 * @param {readonly string[]} args
 * @returns {Promise<number>} Its exit code.
 * @throws {Refusal} When it is missing or does not bundle.
 */
export async function runProgram(entry, args) {
  if (!existsSync(inRepository(entry))) throw new Refusal(`${entry} is missing.`);
  const outfile = inRepository('.cache/programs', entry.replace(/\.ts$/, '.mjs').replaceAll('/', '-'));
  // Imported here and not above: there is no esbuild before the dependencies are installed.
  const { build } = await import('esbuild');
  await build(programOptions(inRepository(entry), outfile)).catch(() => {
    throw new Refusal(`${entry} does not bundle; esbuild's message is above.`);
  });
  const child = spawn(process.execPath, ['--enable-source-maps', outfile, ...args], {
    cwd: repository,
    stdio: 'inherit',
  });
  // The terminal sends Ctrl-C to both of us; we stay until the program has said its last word.
  const stay = () => undefined;
  const passOn = () => void child.kill('SIGTERM');
  process.on('SIGINT', stay).on('SIGTERM', passOn);
  try {
    return await new Promise((resolve, reject) =>
      child.once('error', reject).once('exit', (code) => resolve(code ?? 1)),
    );
  } finally {
    process.off('SIGINT', stay).off('SIGTERM', passOn);
  }
}
