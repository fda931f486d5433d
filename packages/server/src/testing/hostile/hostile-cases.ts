import { DEFAULT_SETTINGS, paths, ROLES } from '@fieldsync/protocol';
import fc from 'fast-check';
import type { Access } from '../../http/access-table.ts';
import { device, record, testId } from '../operations.ts';
import { openRosaPaths } from '../../http/openrosa/openrosa-paths.ts';
import { OPENROSA_FORMS } from '../../core/openrosa/openrosa-forms.ts';
import { exchangeExample } from './exchange-example.ts';
import { decentForm, hostileForm } from './hostile-forms.ts';
import { SECOND_FACTOR_CASES } from './second-factor-cases.ts';
import type { HostileCase } from './hostile-case.ts';

export const routeOf = ({ method, path }: Pick<Access, 'method' | 'path'>): string => `${method} ${path}`;

const n = (most: number, least = 1): fc.Arbitrary<number> => fc.integer({ min: least, max: most });
const recordId = n(40).map(record);
const optional = <Fields extends Record<string, unknown>>(fields: {
  [Key in keyof Fields]: fc.Arbitrary<Fields[Key]>;
}) => fc.record(fields, { requiredKeys: [] }) as fc.Arbitrary<Record<string, string>>;
const version = n(4);

const ownDevice = fc.oneof(
  fc.constant<Record<string, string>>({}),
  n(ROLES.length + 1).map((number): Record<string, string> => ({ deviceId: device(number) })),
);
const command: HostileCase = { query: ownDevice, adds: () => ({ commands: 1, audit_log: 1 }) };
const report: HostileCase = { query: ownDevice, readsBack: true };
const justification = fc.constant('counted again');

const draft = fc.record({
  name: fc.constant('A rule'),
  entityType: fc.constant('ASSESSMENT'),
  conditions: fc.array(
    fc.constantFrom(
      { field: 'data.assessmentType', operator: 'EQUALS', value: 'HEALTH', modifier: 5 },
      { field: 'data.numberHealthFacilities', operator: 'GREATER_THAN', value: 2, modifier: -5 },
      { field: 'data.commonHealthIssues', operator: 'CONTAINS', value: 'CHOLERA', modifier: 50 },
    ),
    { minLength: 1, maxLength: 3 },
  ),
  priorityModifier: n(20, -20),
  isActive: fc.boolean(),
});
/** Of the rules that there are before it begins; see `prepareOffice`. */
const ruleId = n(3).map((number) => `hostile-rule-${String(number)}`);
const webhookId = n(3).map((number) => testId('place', 500 + number));
const conflictId = n(6).map((number) => testId('operation', 900_000 + number));

const decision = {
  strategy: fc.constantFrom('LOCAL_WINS', 'SERVER_WINS', 'MERGE', 'MANUAL'),
  justification,
  version: n(5),
  choices: fc.constant({ numberHealthFacilities: 'mine' }),
  values: fc.constant({ numberHealthFacilities: 7, additionalDetails: null }),
};
const decisionBody = {
  requiredKeys: ['strategy', 'justification', 'version'] as ('strategy' | 'justification' | 'version')[],
};

const resultsOf = (data: unknown): number => (data as { results: unknown[] }).results.length;
const givenOf = (data: unknown): number => (data as { given: unknown[] }).given.length;
const judgedOf = (data: unknown): number => (data as { verdicts?: { judged: number } }).verdicts?.judged ?? 0;

/** The first request with a password is a sign-in. */
const withPassword = { audit_log: 1, attempts: 2 };
const forApps: HostileCase = {
  query: optional({ deviceID: fc.constant('collect:a'), formID: fc.constant('fieldsync-response-food') }),
  adds: () => withPassword,
  refusedAdds: withPassword,
};

/** Every route of the access table. */
export const HOSTILE_CASES: Readonly<Record<string, HostileCase>> = {
  'GET /api/v1/openapi.json': { fixed: true },
  'GET /api/docs': { fixed: true },
  'GET /healthz': {},
  'GET /readyz': {},
  'GET /metrics': {},
  [`GET ${paths.connectivityTest}`]: {},
  [`POST ${paths.signIn}`]: {
    body: () =>
      fc.record({
        email: n(9).map((x) => `nobody${String(x)}@fieldsync.test`),
        password: fc.constant('not the one'),
      }),
    refusedAdds: { audit_log: 1, attempts: 2 },
    runs: 8,
    adds: () => ({ audit_log: 1, auth_session: 1 }),
  },
  [`POST ${paths.signOut}`]: { endsSession: true, adds: () => ({ audit_log: 1 }) },
  ['POST /api/auth/change-password']: {
    body: () =>
      fc.record({
        currentPassword: fc.constant('not the one'),
        newPassword: fc.constant('a new and longer one'),
      }),
    refusedAdds: { audit_log: 1, attempts: 2 },
    runs: 8,
  },
  [`GET ${paths.session}`]: {},
  [`POST ${paths.exchange}`]: {
    body: exchangeExample,
    readsBack: true,
    adds: (data) => {
      const judged = judgedOf(data);
      return { operations: judged, records: judged, conflicts: judged, job_outbox: 2 * judged, devices: 1 };
    },
  },
  [`GET ${paths.events}`]: { query: optional({ lastEventId: fc.constant('a.1') }) },
  [`GET ${paths.status}`]: report,
  [`GET ${paths.metrics}`]: report,
  [`GET ${paths.settings}`]: report,
  [`PUT ${paths.settings}`]: { ...command, body: () => fc.constant(DEFAULT_SETTINGS) },
  [`POST ${paths.start}`]: command,
  [`POST ${paths.pause}`]: command,
  [`POST ${paths.resume}`]: command,
  [`GET ${paths.records}`]: {
    query: optional({
      type: fc.constant('ASSESSMENT'),
      sector: fc.constant('HEALTH'),
      band: fc.constant('CRITICAL'),
      state: fc.constant('conflict'),
      placeId: fc.constant(testId('place', 1)),
      q: fc.constantFrom('ban', '100%'),
      since: fc.constant('2026-11-21T08:04:00.000Z'),
      order: fc.constantFrom('newest', 'priority'),
      after: fc.constant('e30'),
      limit: fc.constantFrom('1', '200'),
    }),
    readsBack: true,
  },
  [`GET ${paths.recordExport}`]: {
    query: fc.record(
      {
        format: fc.constantFrom('csv', 'geojson', 'xlsx'),
        type: fc.constant('ASSESSMENT'),
        state: fc.constant('conflict'),
        placeId: fc.constant(testId('place', 1)),
        q: fc.constantFrom('ban', '100%'),
        since: fc.constant('2026-11-21T08:04:00.000Z'),
      },
      { requiredKeys: ['format'] },
    ),
    adds: () => ({ audit_log: 1 }),
  },
  [`GET ${paths.records}/:id`]: { param: recordId, readsBack: true },
  [`GET ${paths.rules}`]: { readsBack: true },
  [`POST ${paths.rules}`]: {
    body: () => draft,
    readsBack: true,
    adds: () => ({ priority_rules: 1, audit_log: 1 }),
  },
  [`POST ${paths.testRule}`]: {
    body: () => fc.record({ rule: draft, replaces: ruleId, days: n(90) }, { requiredKeys: ['rule'] }),
    readsBack: true,
  },
  [`PUT ${paths.rules}/:id`]: {
    param: ruleId,
    body: () => fc.record({ rule: draft, revision: version }),
    readsBack: true,
    adds: () => ({ audit_log: 1 }),
  },
  [`DELETE ${paths.rules}/:id`]: {
    param: ruleId,
    query: version.map((revision) => ({ revision: String(revision) })),
    readsBack: true,
    adds: () => ({ audit_log: 1 }),
  },
  [`POST ${paths.override}`]: {
    body: () =>
      fc.record(
        {
          recordIds: fc.uniqueArray(n(60).map(record), { minLength: 1, maxLength: 4 }),
          score: fc.option(n(100, 0)),
          justification,
          device: n(ROLES.length).map(device),
          author: fc.constant('nobody'),
        },
        { requiredKeys: ['recordIds', 'score', 'justification'] },
      ),
    readsBack: true,
    adds: (data) => {
      const results = resultsOf(data);
      return { awaited_overrides: results, audit_log: results, commands: 8 * results };
    },
  },
  [`GET ${paths.queue}`]: { readsBack: true },
  [`GET ${paths.recalculate}`]: {},
  [`PUT ${paths.recalculate}`]: { adds: () => ({ recalculation: 1, audit_log: 1 }) },
  [`GET ${paths.conflicts}`]: {
    query: optional({
      status: fc.constantFrom('open', 'resolved'),
      severity: fc.constant('HIGH'),
      type: fc.constant('ASSESSMENT'),
      sector: fc.constant('HEALTH'),
      placeId: fc.constant(testId('place', 1)),
      q: fc.constant('ban'),
      limit: fc.constant('2'),
      offset: fc.constantFrom('0', '100000'),
    }),
    readsBack: true,
  },
  [`GET ${paths.conflictAudit}/:entityId`]: { param: recordId, readsBack: true },
  [`GET ${paths.conflicts}/:id`]: { param: conflictId, readsBack: true },
  [`POST ${paths.resolveConflict}`]: {
    body: () =>
      fc.record({ conflictId, ...decision }, { requiredKeys: ['conflictId', ...decisionBody.requiredKeys] }),
    readsBack: true,
    adds: () => ({ audit_log: 1, job_outbox: 1, departures: 1 }),
  },
  [`PUT ${paths.conflicts}/:id/override`]: {
    param: conflictId,
    body: () => fc.record(decision, decisionBody),
    readsBack: true,
    adds: () => ({ audit_log: 1, job_outbox: 1, departures: 1 }),
  },
  [`DELETE ${paths.accounts}/:id/sessions`]: {
    param: fc.constantFrom('nobody', 'somebody'),
    adds: () => ({ audit_log: 1 }),
  },
  [`GET ${paths.ownAccount}`]: {},
  [`DELETE ${paths.ownSessions}`]: { adds: () => ({ audit_log: 1 }) },
  [`DELETE ${paths.ownSessions}/:id`]: {
    param: fc.constantFrom('nobody', 'somebody'),
    adds: () => ({ audit_log: 1 }),
  },
  ...SECOND_FACTOR_CASES,
  [`GET ${paths.ownData}`]: { adds: () => ({ audit_log: 1 }), runs: 20 },
  [`GET ${paths.consents}`]: { readsBack: true },
  [`POST ${paths.consents}`]: {
    body: () =>
      fc.record({
        kind: fc.constantFrom('sending', 'figures'),
        agreed: fc.boolean(),
        textVersion: fc.constant('1'),
        text: fc.constant('Figures may go along'),
        chosenAt: fc.constant('2026-11-21T08:04:00.000Z'),
      }),
    adds: () => ({ consents: 1 }),
  },
  [`GET ${paths.people}`]: {},
  [`GET ${paths.people}/:id/export`]: {
    param: fc.constant('nobody'),
    adds: () => ({ audit_log: 1 }),
  },
  // Who is erased is gone for what follows: no account of the test has this email.
  [`POST ${paths.people}/:id/erase`]: {
    param: fc.constant('nobody'),
    body: () =>
      fc.record({
        records: fc.constantFrom('anonymise', 'delete'),
        reason: fc.constant('asked for it'),
        confirm: fc.constant('nobody@fieldsync.test'),
      }),
  },
  [`GET ${paths.erasures}`]: {},
  [`GET ${paths.retention}`]: {},
  [`PUT ${paths.retention}`]: {
    body: () =>
      fc.record({
        finishedJobs: n(365),
        deviceReports: fc.option(n(3_650)),
        sessionFigures: fc.option(n(3_650)),
        endedSignIns: fc.option(n(3_650)),
        doneCommands: fc.option(n(3_650)),
        endedAlerts: fc.option(n(3_650)),
        deletedAnswers: fc.constant(null),
        quietRecords: fc.constant(null),
      }),
    adds: () => ({ settings: 1, audit_log: 1 }),
  },
  [`GET ${paths.devices}`]: {
    query: optional({
      show: fc.constantFrom('all', 'critical', 'silent', 'held', 'needs'),
      q: fc.constantFrom('ami', '100%'),
      after: fc.constant('e30'),
      limit: fc.constantFrom('1', '200'),
    }),
    readsBack: true,
  },
  [`POST ${paths.commands}`]: {
    body: () =>
      fc.record({
        devices: fc.uniqueArray(n(ROLES.length + 1).map(device), { minLength: 1, maxLength: 3 }),
        command: fc.constantFrom(
          { kind: 'pause' },
          { kind: 'start' },
          { kind: 'settings', settings: DEFAULT_SETTINGS },
        ),
      }),
    readsBack: true,
    adds: (data) => {
      const given = givenOf(data);
      return { commands: given, audit_log: given };
    },
  },
  [`GET ${paths.alerts}`]: {},
  [`PUT ${paths.alertLimit}`]: {
    body: () => fc.record({ minutes: fc.constantFrom(null, 5, 10_080) }),
    adds: () => ({ settings: 1, audit_log: 1 }),
  },
  [`GET ${paths.jobs}`]: {
    query: optional({
      state: fc.constantFrom('failed', 'stalled'),
      before: fc.constant('5'),
      limit: fc.constant('200'),
    }),
    readsBack: true,
  },
  [`POST ${paths.jobs}/retry`]: {
    body: () => fc.record({ kind: fc.constantFrom('webhook:deliver', 'conflict:opened') }),
    adds: () => ({ audit_log: 1 }),
  },
  [`POST ${paths.jobs}/:id/retry`]: { param: n(40).map(String), adds: () => ({ audit_log: 1 }) },
  [`GET ${paths.accounts}`]: {},
  [`POST ${paths.accounts}`]: {
    body: () =>
      fc.record({
        name: fc.constantFrom('Fatima Goni', 'Musa Ali'),
        email: n(9).map((x) => `new${String(x)}@fieldsync.test`),
        role: fc.constantFrom('ASSESSOR', 'RESPONDER'),
      }),
    runs: 8,
    adds: () => ({ audit_log: 1, auth_user: 1, auth_account: 1 }),
  },
  [`PUT ${paths.accounts}/:id/areas`]: {
    param: fc.constantFrom('nobody', 'somebody'),
    body: () => fc.record({ areas: fc.constantFrom([], ['Bama']) }),
    adds: () => ({ audit_log: 1, account_areas: 1 }),
  },
  [`POST ${paths.accounts}/:id/password`]: {
    param: fc.constantFrom('nobody', 'somebody'),
    adds: () => ({ audit_log: 1 }),
  },
  [`PUT ${paths.accounts}/:id/active`]: {
    param: fc.constantFrom('nobody', 'somebody'),
    body: () => fc.record({ active: fc.boolean() }),
    adds: () => ({ audit_log: 1 }),
  },
  [`GET ${paths.webhooks}`]: { readsBack: true },
  [`POST ${paths.webhooks}`]: {
    body: () =>
      fc.record({
        url: fc.constantFrom('https://hooks.example/a', 'http://127.0.0.1:1/a'),
        events: fc.constantFrom(['record.critical'], ['conflict.opened', 'webhook.test']),
      }),
    adds: () => ({ webhooks: 1, audit_log: 1 }),
  },
  [`PUT ${paths.webhooks}/:id`]: {
    param: webhookId,
    body: () =>
      fc.record(
        {
          isActive: fc.boolean(),
          url: fc.constantFrom('https://hooks.example/a', 'http://127.0.0.1:1/a'),
          events: fc.constant(['record.critical']),
        },
        { requiredKeys: ['isActive'] },
      ),
    adds: () => ({ audit_log: 1 }),
  },
  [`DELETE ${paths.webhooks}/:id`]: { param: webhookId, adds: () => ({ audit_log: 1 }) },
  [`GET ${openRosaPaths.formList}`]: forApps,
  [`GET ${openRosaPaths.form}`]: {
    ...forApps,
    param: fc.constantFrom(...OPENROSA_FORMS).map(({ id }) => `${id}.xml`),
  },
  [`GET ${openRosaPaths.submission}`]: forApps,
  [`POST ${openRosaPaths.submission}`]: {
    ...forApps,
    form: { hostile: hostileForm, decent: decentForm },
    adds: () => ({ ...withPassword, operations: 1, records: 1, job_outbox: 2 }),
    // That the office has it with other answers is kept as the verdict on these.
    refusedAdds: { ...withPassword, operations: 1 },
  },
  [`POST ${paths.webhooks}/:id/test`]: { param: webhookId },
};
