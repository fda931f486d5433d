import type { Role } from '@fieldsync/protocol';
import { paths, ROLES } from '@fieldsync/protocol';
import { openRosaPaths } from './openrosa/openrosa-paths.ts';

const EVERYONE = ROLES;
const OFFICE = ['COORDINATOR', 'ADMIN'] as const;
const ADMIN = ['ADMIN'] as const;

export interface Access {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  /** Roles that may call it; `anyone` needs no session. */
  readonly who: readonly Role[] | 'anyone';
  /** How they say who they are: by the session's cookie, or, for apps that have none, with each request. */
  readonly by?: 'basic';
  /**
   * Asks coordinators and administrators for a one-time code. `set`: where the office has set that; `device`: the same, for a device that
   * is named; `always`: also where the office has not.
   */
  readonly code?: 'set' | 'device' | 'always';
}

/**
 * Every route of the API and who may call it. A route that is not here, or not described in `api/`, cannot be mounted. What a role sees behind a route
 * (own records, own devices) is the handler's part.
 */
export const ACCESS: readonly Access[] = [
  { method: 'GET', path: paths.connectivityTest, who: 'anyone' },
  { method: 'POST', path: paths.signIn, who: 'anyone' },
  { method: 'POST', path: paths.signOut, who: 'anyone' },
  { method: 'POST', path: paths.changePassword, who: EVERYONE },
  { method: 'GET', path: paths.session, who: EVERYONE },
  { method: 'POST', path: paths.exchange, who: EVERYONE },
  { method: 'GET', path: paths.events, who: EVERYONE },
  { method: 'GET', path: paths.status, who: EVERYONE },
  { method: 'GET', path: paths.metrics, who: EVERYONE },
  { method: 'GET', path: paths.settings, who: EVERYONE },
  { method: 'PUT', path: paths.settings, who: EVERYONE, code: 'device' },
  { method: 'POST', path: paths.start, who: EVERYONE, code: 'device' },
  { method: 'POST', path: paths.pause, who: EVERYONE, code: 'device' },
  { method: 'POST', path: paths.resume, who: EVERYONE, code: 'device' },
  { method: 'GET', path: paths.records, who: EVERYONE },
  { method: 'GET', path: paths.recordExport, who: OFFICE, code: 'set' },
  { method: 'GET', path: `${paths.records}/:id`, who: EVERYONE },
  { method: 'GET', path: paths.rules, who: OFFICE },
  { method: 'POST', path: paths.rules, who: OFFICE, code: 'set' },
  { method: 'POST', path: paths.testRule, who: OFFICE },
  { method: 'PUT', path: `${paths.rules}/:id`, who: OFFICE, code: 'set' },
  { method: 'DELETE', path: `${paths.rules}/:id`, who: OFFICE, code: 'set' },
  { method: 'POST', path: paths.override, who: OFFICE, code: 'set' },
  { method: 'GET', path: paths.queue, who: OFFICE },
  { method: 'GET', path: paths.recalculate, who: OFFICE },
  { method: 'PUT', path: paths.recalculate, who: OFFICE },
  { method: 'GET', path: paths.conflicts, who: OFFICE },
  { method: 'GET', path: `${paths.conflictAudit}/:entityId`, who: OFFICE },
  { method: 'GET', path: `${paths.conflicts}/:id`, who: OFFICE },
  { method: 'POST', path: paths.resolveConflict, who: OFFICE },
  { method: 'PUT', path: `${paths.conflicts}/:id/override`, who: OFFICE, code: 'set' },
  { method: 'GET', path: paths.devices, who: OFFICE },
  { method: 'GET', path: paths.accounts, who: OFFICE },
  { method: 'POST', path: paths.accounts, who: ADMIN, code: 'set' },
  { method: 'PUT', path: `${paths.accounts}/:id/areas`, who: OFFICE, code: 'set' },
  { method: 'POST', path: `${paths.accounts}/:id/password`, who: ADMIN, code: 'set' },
  { method: 'PUT', path: `${paths.accounts}/:id/active`, who: ADMIN, code: 'set' },
  { method: 'DELETE', path: `${paths.accounts}/:id/sessions`, who: ADMIN, code: 'set' },
  { method: 'DELETE', path: `${paths.accounts}/:id/second-factor`, who: ADMIN, code: 'set' },
  { method: 'GET', path: paths.ownAccount, who: EVERYONE },
  { method: 'DELETE', path: paths.ownSessions, who: EVERYONE },
  { method: 'DELETE', path: `${paths.ownSessions}/:id`, who: EVERYONE },
  { method: 'GET', path: paths.secondFactor, who: OFFICE },
  { method: 'POST', path: paths.secondFactor, who: OFFICE },
  { method: 'POST', path: paths.confirmSecondFactor, who: OFFICE },
  { method: 'POST', path: paths.giveCode, who: OFFICE },
  { method: 'POST', path: paths.removeSecondFactor, who: OFFICE },
  { method: 'GET', path: paths.secondFactorSetting, who: ADMIN },
  // Whoever turns it on must be able to go on, and to turn it off again: with a code in either case.
  { method: 'PUT', path: paths.secondFactorSetting, who: ADMIN, code: 'always' },
  { method: 'GET', path: paths.ownData, who: EVERYONE },
  { method: 'GET', path: paths.consents, who: EVERYONE },
  { method: 'POST', path: paths.consents, who: EVERYONE },
  { method: 'GET', path: paths.people, who: ADMIN },
  { method: 'GET', path: `${paths.people}/:id/export`, who: ADMIN, code: 'set' },
  { method: 'POST', path: `${paths.people}/:id/erase`, who: ADMIN, code: 'set' },
  { method: 'GET', path: paths.erasures, who: ADMIN },
  { method: 'GET', path: paths.retention, who: ADMIN },
  { method: 'PUT', path: paths.retention, who: ADMIN, code: 'set' },
  { method: 'POST', path: paths.commands, who: OFFICE, code: 'set' },
  { method: 'GET', path: paths.alerts, who: OFFICE },
  { method: 'PUT', path: paths.alertLimit, who: OFFICE, code: 'set' },
  { method: 'GET', path: paths.jobs, who: ADMIN },
  { method: 'POST', path: `${paths.jobs}/retry`, who: ADMIN, code: 'set' },
  { method: 'POST', path: `${paths.jobs}/:id/retry`, who: ADMIN, code: 'set' },
  { method: 'GET', path: paths.webhooks, who: ADMIN },
  { method: 'POST', path: paths.webhooks, who: ADMIN, code: 'set' },
  { method: 'PUT', path: `${paths.webhooks}/:id`, who: ADMIN, code: 'set' },
  { method: 'DELETE', path: `${paths.webhooks}/:id`, who: ADMIN, code: 'set' },
  { method: 'POST', path: `${paths.webhooks}/:id/test`, who: ADMIN, code: 'set' },
  { method: 'GET', path: '/api/v1/openapi.json', who: 'anyone' },
  { method: 'GET', path: '/api/docs', who: 'anyone' },
  // Other people's apps. What they ask with HEAD is answered as GET.
  { method: 'GET', path: openRosaPaths.formList, who: EVERYONE, by: 'basic' },
  { method: 'GET', path: openRosaPaths.form, who: EVERYONE, by: 'basic' },
  { method: 'GET', path: openRosaPaths.submission, who: EVERYONE, by: 'basic' },
  { method: 'POST', path: openRosaPaths.submission, who: EVERYONE, by: 'basic' },
  // For who runs the server: nothing of anybody in the first two, and a token of its own before the third.
  { method: 'GET', path: '/healthz', who: 'anyone' },
  { method: 'GET', path: '/readyz', who: 'anyone' },
  { method: 'GET', path: '/metrics', who: 'anyone' },
];

/** @throws RangeError for a route without a line: it must not be mounted */
export function accessTo(method: Access['method'], path: string): Access {
  const line = ACCESS.find((access) => access.method === method && access.path === path);
  if (line === undefined) throw new RangeError(`${method} ${path} has no line in the access table`);
  return line;
}
