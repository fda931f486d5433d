/**
 * Header on every reply of ours. A captive portal's page does not carry it, so a reply without it is not from the
 * office, whatever its status says. The value is the protocol version that the server speaks.
 */
export const REPLY_HEADER = 'x-fieldsync';

/** Header on each request of the engine: the build that sends it. */
export const CLIENT_HEADER = 'x-fieldsync-client';

/** Content type of a body in the dense form. */
export const DENSE_TYPE = 'application/vnd.fieldsync.dense';

/**
 * Header on a reply of a server that has much to do: the costliest form in which it wants to be written to next,
 * `columns` or `json`. Absent: any.
 */
export const CODER_HEADER = 'x-fieldsync-coder';

/**
 * Header on a reply to an exchange, as the web has it: `o;dur=` (older servers: `office;dur=`) and how long the
 * server was at work, ms: to ten below 100. A letter, because each value that is new on a connection is spelled: four bytes.
 */
export const TIMING_HEADER = 'server-timing';

export const paths = {
  exchange: '/api/v1/sync',
  status: '/api/v1/sync/background/status',
  start: '/api/v1/sync/background/start',
  pause: '/api/v1/sync/background/pause',
  resume: '/api/v1/sync/background/resume',
  settings: '/api/v1/sync/background/settings',
  metrics: '/api/v1/sync/background/metrics',
  connectivityTest: '/api/v1/sync/connectivity-test',
  events: '/api/v1/sync/events',
  rules: '/api/v1/sync/priority/rules',
  testRule: '/api/v1/sync/priority/rules/test',
  override: '/api/v1/sync/priority/override',
  queue: '/api/v1/sync/priority/queue',
  recalculate: '/api/v1/sync/priority/recalculate',
  conflicts: '/api/v1/sync/conflicts',
  resolveConflict: '/api/v1/sync/conflicts/resolve',
  conflictAudit: '/api/v1/sync/conflicts/audit',
  devices: '/api/v1/devices',
  commands: '/api/v1/devices/commands',
  alerts: '/api/v1/devices/alerts',
  alertLimit: '/api/v1/devices/alerts/limit',
  records: '/api/v1/records',
  accounts: '/api/v1/admin/accounts',
  recordExport: '/api/v1/records/export',
  ownAccount: '/api/v1/account',
  ownSessions: '/api/v1/account/sessions',
  ownData: '/api/v1/account/export',
  consents: '/api/v1/account/consents',
  secondFactor: '/api/v1/account/second-factor',
  confirmSecondFactor: '/api/v1/account/second-factor/confirm',
  giveCode: '/api/v1/account/second-factor/code',
  removeSecondFactor: '/api/v1/account/second-factor/remove',
  secondFactorSetting: '/api/v1/admin/second-factor',
  people: '/api/v1/admin/people',
  erasures: '/api/v1/admin/erasures',
  retention: '/api/v1/admin/retention',
  jobs: '/api/v1/admin/jobs',
  webhooks: '/api/v1/admin/webhooks',
  session: '/api/v1/session',
  signIn: '/api/auth/sign-in/email',
  signOut: '/api/auth/sign-out',
  changePassword: '/api/auth/change-password',
} as const;
