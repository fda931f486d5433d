// node scripts/write-primer.mjs --records=60: the example messages that the dense form starts from, as a data file.
import { runProgram } from './programs/run-program.mjs';
import { ensureDependencies } from './setup/ensure-dependencies.mjs';
import { entryPoint } from './setup/say.mjs';

await entryPoint(async () => {
  await ensureDependencies();
  process.exitCode = await runProgram('bench/src/write-primer.ts', process.argv.slice(2));
});
