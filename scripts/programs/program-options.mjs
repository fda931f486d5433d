import { keepSourceAddresses, leaveInstalledPackages } from './source-plugins.mjs';

/**
 * How a TypeScript entry point of this repository becomes one file that Node 20 can run.
 * @param {string} entry Absolute path.
 * @param {string} outfile Absolute path.
 * @returns {import('esbuild').BuildOptions}
 */
export const programOptions = (entry, outfile) => ({
  entryPoints: [entry],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  sourcemap: 'inline',
  // `module` is a condition of bundlers; Node would take another file of the package.
  conditions: [],
  logLevel: 'warning',
  plugins: [leaveInstalledPackages, keepSourceAddresses],
});
