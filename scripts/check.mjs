// npm run check: types, lint, dependencies and format, without running a test.
import { runChecks } from './checks/run-checks.mjs';
import { ensureDependencies } from './setup/ensure-dependencies.mjs';
import { entryPoint, say } from './setup/say.mjs';

await entryPoint(async () => {
  await ensureDependencies();
  const { passed, failed } = await runChecks();
  say(failed.length === 0 ? `All ${passed.length} checks passed.` : `Failed: ${failed.join(', ')}.`);
  if (failed.length > 0) process.exitCode = 1;
});
