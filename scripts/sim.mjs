// npm run sim -- --seed 42 --steps 5000: devices, a server and a hostile network under one seed.
import { runProgram } from './programs/run-program.mjs';
import { endWithNpm } from './setup/end-with-npm.mjs';
import { ensureDependencies } from './setup/ensure-dependencies.mjs';
import { entryPoint } from './setup/say.mjs';

endWithNpm();
await entryPoint(async () => {
  await ensureDependencies();
  process.exitCode = await runProgram('packages/simulation/src/cli.ts', process.argv.slice(2));
});
