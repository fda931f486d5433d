import { inRepository, repository } from '../setup/repository.mjs';
import { runCommand } from '../setup/run-command.mjs';
import { checkAudit } from './audit.mjs';
import { checkLicences } from './licences.mjs';
import { typeProjects, uncoveredCores } from './type-projects.mjs';

/**
 * @typedef {object} Check
 * @property {string} name
 * @property {() => Promise<{ok: boolean, output: string, unknown?: string}>} run `unknown`: why it could not be found out.
 */

/** @param {string} file Inside node_modules. @param {readonly string[]} args */
async function runTool(file, args) {
  const { code, output } = await runCommand(process.execPath, [inRepository('node_modules', file), ...args]);
  return { ok: code === 0, output };
}

/** @param {string} project @returns {Check} */
function typeCheck(project) {
  const memory = inRepository('.cache/types', `${project.replaceAll(/[/.]/g, '-')}.tsbuildinfo`);
  return {
    name: `types ${project}`,
    run: async () => {
      const args = ['-p', project, '--pretty', 'false', '--incremental', '--tsBuildInfoFile', memory];
      const { ok, output } = await runTool('typescript/bin/tsc', args);
      // TS18003: the folder that this project is for has no file yet, so nothing in it can be wrong.
      return output.includes('error TS18003') ? { ok: true, output: '' } : { ok, output };
    },
  };
}

/** @type {Check} */
const coresAreCovered = {
  name: 'every core has a pure compilation',
  run: () => {
    const bare = uncoveredCores(repository);
    return Promise.resolve({
      ok: bare.length === 0,
      output: bare.map((folder) => `${folder} has src/core and no tsconfig.core.json\n`).join(''),
    });
  },
};

/** @returns {readonly Check[]} Everything that is wrong or right without running the product; dearest first. */
export const checkList = () => [
  {
    name: 'lint',
    run: () => runTool('eslint/bin/eslint.js', ['--max-warnings', '0', '.']),
  },
  {
    name: 'format',
    run: () =>
      runTool('prettier/bin/prettier.cjs', [
        '--check',
        '--log-level=warn',
        '--cache',
        '--cache-location=.cache/prettier',
        '.',
      ]),
  },
  ...typeProjects(repository).map(typeCheck),
  {
    name: 'dependencies',
    run: () =>
      runTool('dependency-cruiser/bin/dependency-cruise.mjs', [
        '--config',
        '.dependency-cruiser.cjs',
        'packages',
        'apps',
        'bench',
      ]),
  },
  coresAreCovered,
  { name: 'licences of dependencies', run: checkLicences },
  { name: 'weaknesses of dependencies', run: checkAudit },
];
