import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSteps, isNoInput } from '../../../scripts/setup/build-steps.mjs';
import { fingerprint, listFiles } from '../../../scripts/setup/fingerprint.mjs';
import { repository } from '../../../scripts/setup/repository.mjs';

/**
 * A build is known by what it was made from: the same sources give the same id on every machine, with or without git,
 * so two builds of one state are byte-identical and a phone does not fetch pages again that did not change.
 */
export function buildIdentity() {
  const inputs = buildSteps.find((step) => step.name === 'web')?.inputs ?? [];
  const id = fingerprint(repository, listFiles(repository, inputs, isNoInput))
    .content()
    .slice(0, 12);
  const own = fileURLToPath(new URL('../package.json', import.meta.url));
  const { version } = JSON.parse(readFileSync(own, 'utf8'));
  return { id, version: `${version} (${id.slice(0, 7)})` };
}
