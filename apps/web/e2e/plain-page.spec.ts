import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { paths } from '@fieldsync/protocol';
import { expect, test as base } from '@playwright/test';
import { build } from 'esbuild';
import { ServerProcess } from '../../../packages/server/src/testing/server-process.ts';
import { OfficeDesk } from './fixtures/office-desk.ts';
import { people } from './fixtures/people.ts';

const source = fileURLToPath(new URL('plain-page/', import.meta.url));

const test = base.extend<{ server: ServerProcess }>({
  // eslint-disable-next-line no-empty-pattern
  server: async ({}, use) => {
    const site = mkdtempSync(path.join(tmpdir(), 'fieldsync-plain-'));
    cpSync(source, site, { recursive: true });
    await build({
      entryPoints: [path.join(source, 'ten-lines.ts')],
      outfile: path.join(site, 'ten-lines.js'),
      bundle: true,
      format: 'esm',
    });
    const server = await ServerProcess.open({ webRoot: site });
    await use(server);
    await server.remove();
    rmSync(site, { recursive: true, force: true });
  },
});

test('[S1][S7] ten lines in a plain page: a record is saved there and acknowledged by the office', async ({
  server,
  page,
}) => {
  const { email, password } = people.amina;
  await page.request.post(server.origin + paths.signIn, { data: { email, password } });
  await page.goto(server.origin);
  await expect(async () => {
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('status')).not.toBeEmpty({ timeout: 1_000 });
  }).toPass();
  await expect(page.getByRole('status')).toHaveText('applied');
  const desk = await OfficeDesk.signIn(server.origin);
  expect(await desk.records()).toMatchObject([{ sector: 'WASH', from: { name: 'Amina Bukar' } }]);
});
