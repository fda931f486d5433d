/**
 * Header on every reply of ours. A captive portal's page does not carry it, so a reply without it is not from the
 * office, whatever its status says. The value is the protocol version that the server speaks.
 */
export const REPLY_HEADER = 'x-fieldsync';

/** Header on each request of the engine: the build that sends it. */
export const CLIENT_HEADER = 'x-fieldsync-client';

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
  conflicts: '/api/v1/sync/conflicts',
  devices: '/api/v1/devices',
  records: '/api/v1/records',
  session: '/api/v1/session',
  signIn: '/api/auth/sign-in/email',
  signOut: '/api/auth/sign-out',
} as const;
