// npm run bench: runs every benchmark; `-- drain codec` only those, `-- --list` names them. Other options go to
// the benchmarks themselves.
import { readdirSync } from 'node:fs';
import { runProgram } from './programs/run-program.mjs';
import { endWithNpm } from './setup/end-with-npm.mjs';
import { ensureDependencies } from './setup/ensure-dependencies.mjs';
import { durablePostgres } from './setup/find-postgres.mjs';
import { inRepository } from './setup/repository.mjs';
import { entryPoint, Refusal, say } from './setup/say.mjs';

const suffix = '.bench.ts';
/** Benchmarks that measure the server's databases. */
const wantPostgres = ['push', 'herd', 'grown'];

/** @template T @param {string} name @param {() => Promise<T>} run */
async function inSurroundings(name, run) {
  if (!wantPostgres.includes(name)) return run();
  const postgres = await durablePostgres();
  process.env['FIELDSYNC_BENCH_DATABASE_URL'] = postgres.url;
  try {
    return await run();
  } finally {
    await postgres.stop();
  }
}

endWithNpm();
await entryPoint(async () => {
  await ensureDependencies();
  const all = readdirSync(inRepository('bench/src'))
    .filter((file) => file.endsWith(suffix))
    .map((file) => file.slice(0, -suffix.length));
  const args = process.argv.slice(2);
  if (args.includes('--list')) return say(all.join('\n'));

  const names = args.filter((arg) => !arg.startsWith('-'));
  const options = args.filter((arg) => arg.startsWith('-'));
  const unknown = names.filter((name) => !all.includes(name));
  if (unknown.length > 0) {
    throw new Refusal(`There is no benchmark ${unknown.join(', ')}. There are: ${all.join(', ')}.`);
  }
  for (const name of names.length > 0 ? names : all) {
    say(`\n=== ${name} ===`);
    const code = await inSurroundings(name, () => runProgram(`bench/src/${name}${suffix}`, options));
    if (code !== 0) throw new Refusal(`The benchmark ${name} ended with exit code ${code}.`);
  }
});
