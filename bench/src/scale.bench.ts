/**
 * What a long queue costs: a database with few items and one with many in the same browser, asked the same in turn.
 * `npm run bench -- scale`; `--few=1000 --many=100000 --rounds=40`.
 */
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { build } from 'esbuild';
import { listenOnLoopback } from './listen-on-loopback.ts';
import { QUESTIONS, type Question, type ScalePage } from './scale/scale-page.ts';

const { values } = parseArgs({
  options: {
    few: { type: 'string', default: '1000' },
    many: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '40' },
  },
});

const median = (list: readonly number[]): number =>
  [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN;

const bundle = await build({
  entryPoints: ['bench/src/scale/scale-page.ts'],
  bundle: true,
  format: 'iife',
  platform: 'browser',
  write: false,
  logLevel: 'error',
});
const script = bundle.outputFiles[0]?.text ?? '';
const server = createServer((_request, response) => {
  response.setHeader('content-type', 'text/html');
  response.end(
    `<!doctype html><title>Scale</title><script>${script.replaceAll('</script', '<\\/script')}</script>`,
  );
});
const port = await listenOnLoopback(server, 0);
const browser = await chromium.launch({
  executablePath: process.env['FIELDSYNC_CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(600_000);
  await page.goto(`http://127.0.0.1:${String(port)}/`, { timeout: 120_000 });
  const sizes = { few: Number(values.few), many: Number(values.many) };
  const times = { few: newTimes(), many: newTimes() };
  for (const account of ['few', 'many'] as const) {
    const started = Date.now();
    const filled = await page.evaluate(
      ([name, count]) => (globalThis as unknown as { scalePage: ScalePage }).scalePage.fill(name, count),
      [account, sizes[account]] as const,
    );
    console.log(`${String(filled)} items in ${String(Math.round((Date.now() - started) / 1_000))} s`);
  }
  for (let round = 0; round < Number(values.rounds); round += 1) {
    for (const account of ['few', 'many'] as const) {
      const answer = await page.evaluate(
        (name) => (globalThis as unknown as { scalePage: ScalePage }).scalePage.ask(name),
        account,
      );
      for (const question of QUESTIONS) times[account][question].push(answer[question]);
    }
  }
  for (const question of QUESTIONS) {
    const [few, many] = [median(times.few[question]), median(times.many[question])];
    console.log(
      `${question}: ${few.toFixed(2)} ms with ${String(sizes.few)}, ${many.toFixed(2)} ms with ${String(sizes.many)}, ratio ${(many / few).toFixed(2)}`,
    );
  }
} finally {
  await browser.close();
  server.close();
}

function newTimes(): Record<Question, number[]> {
  return { opening: [], counting: [], 'picking a batch': [], 'one save': [] };
}
