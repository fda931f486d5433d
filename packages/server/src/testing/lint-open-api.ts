import { createConfig, lintFromString } from '@redocly/openapi-core';

/**
 * What a public linter has to say of a document, by its strictest rules: `rule: message (where)`. Reads no file and asks nothing
 * of any network.
 */
export async function lintOpenApi(document: unknown): Promise<readonly string[]> {
  const config = await createConfig({
    extends: ['recommended-strict'],
    rules: {
      // The addresses are those of the product's contract, and the router takes the first that fits: `conflicts/audit/…` before
      // `conflicts/…/override`. No id of a conflict is "audit".
      'no-ambiguous-paths': 'off',
      // Two of every three answers to these are sent to probes without a session, a query and a body: nothing of them can be refused.
      'operation-4xx-response': 'off',
    },
  });
  const problems = await lintFromString({ source: JSON.stringify(document), config });
  return problems.map(
    ({ ruleId, message, location }) => `${ruleId}: ${message} (${location[0]?.pointer ?? 'nowhere'})`,
  );
}
