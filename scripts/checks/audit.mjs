import { runNpm } from '../setup/run-command.mjs';

/**
 * @typedef {object} Audit
 * @property {'clean' | 'found' | 'unknown'} kind
 * @property {string} text What was found, or why it is not known.
 */

/**
 * @param {string} output Of `npm audit --json`.
 * @returns {Audit}
 */
export function readAudit(output) {
  /** @type {{vulnerabilities?: Record<string, {severity?: string, via?: readonly unknown[]}>, message?: string, error?: {summary?: string, detail?: string}}} */
  let report;
  try {
    report = JSON.parse(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1));
  } catch {
    return { kind: 'unknown', text: output.trim().split('\n')[0] ?? 'npm audit said nothing' };
  }
  const { vulnerabilities, error, message } = report;
  // Without this part it is not a report: the registry was not reached, or does not audit.
  if (vulnerabilities === undefined)
    return {
      kind: 'unknown',
      text: message ?? error?.summary ?? error?.detail ?? 'the registry gave no report',
    };
  const grave = Object.entries(vulnerabilities).filter(
    ([, { severity }]) => severity === 'high' || severity === 'critical',
  );
  return grave.length === 0
    ? { kind: 'clean', text: '' }
    : { kind: 'found', text: grave.map(([name, { severity }]) => `${name}: ${severity}\n`).join('') };
}

/**
 * Known weaknesses of what is shipped, as grave as high. Where the registry cannot say, nobody is kept from working without a
 * network; FIELDSYNC_AUDIT=required makes a failure of that, for the machine that makes releases.
 * @returns {Promise<{ok: boolean, output: string, unknown?: string}>}
 */
export async function checkAudit() {
  // npm's own patience without a network is minutes.
  const patience = ['--fetch-retries=0', '--fetch-timeout=20000'];
  const { output } = await runNpm(['audit', '--omit=dev', '--audit-level=high', '--json', ...patience]);
  const { kind, text } = readAudit(output);
  if (kind !== 'unknown') return { ok: kind === 'clean', output: text };
  const unknown = `known weaknesses of dependencies were NOT looked up: ${text}`;
  return process.env['FIELDSYNC_AUDIT'] === 'required'
    ? { ok: false, output: `${unknown}\n` }
    : { ok: true, output: '', unknown };
}
