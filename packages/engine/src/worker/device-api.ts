/**
 * `background/*` answered on the device, from the device's own state, also with no network. The server answers the same
 * paths from what the device last reported; here there is nothing to report, it is the truth.
 */
import {
  backgroundSyncSettingsSchema,
  DEFAULT_SETTINGS,
  ERROR_TABLE,
  fieldProblems,
  paths,
  PROTOCOL_VERSION,
  REPLY_HEADER,
  type Envelope,
  type WireError,
} from '@fieldsync/protocol';
import type { Clock, EngineStore } from '../ports.ts';
import { readMetrics, readStatus } from '../read-state.ts';
import type { PauseReason } from '../core/stored.ts';

export interface DeviceApiPorts {
  readonly store: EngineStore;
  readonly clock: Clock;
  readonly device: string;
  /** Build of the worker that answers. */
  readonly build: string;
  /** Start a session; outlives the answer. */
  readonly start: () => void;
}

const ROUTES: ReadonlySet<string> = new Set([
  `GET ${paths.status}`,
  `GET ${paths.metrics}`,
  `GET ${paths.settings}`,
  `PUT ${paths.settings}`,
  `POST ${paths.start}`,
  `POST ${paths.pause}`,
  `POST ${paths.resume}`,
]);

/** Whether the device itself should answer. A request that names another device goes to the server. */
export function answersHere(method: string, url: URL, device: string): boolean {
  const named = url.searchParams.get('deviceId');
  return ROUTES.has(`${method} ${url.pathname}`) && (named === null || named === device);
}

export async function answerOnDevice(request: Request, ports: DeviceApiPorts): Promise<Response> {
  const url = new URL(request.url);
  const { store, clock } = ports;
  switch (`${request.method} ${url.pathname}`) {
    case `GET ${paths.status}`:
      return ok(ports, await store.read((tx) => readStatus(tx, clock.now())));
    case `GET ${paths.metrics}`:
      return ok(ports, await store.read((tx) => readMetrics(tx, clock.now())));
    case `GET ${paths.settings}`:
      return ok(ports, await store.read(async (tx) => (await tx.getMeta('settings')) ?? DEFAULT_SETTINGS));
    case `PUT ${paths.settings}`:
      return putSettings(request, ports);
    case `POST ${paths.start}`:
      ports.start();
      return ok(ports, await store.read((tx) => readStatus(tx, clock.now())));
    case `POST ${paths.pause}`:
      await setUserPause(ports, { reason: 'user', since: clock.now() });
      return ok(ports, await store.read((tx) => readStatus(tx, clock.now())));
    case `POST ${paths.resume}`:
      await setUserPause(ports, undefined);
      ports.start();
      return ok(ports, await store.read((tx) => readStatus(tx, clock.now())));
    default:
      return failed({ code: 'NOT_FOUND', message: 'No such path on this device' });
  }
}

async function putSettings(request: Request, ports: DeviceApiPorts): Promise<Response> {
  const body: unknown = await request.json().catch(() => undefined);
  const parsed = backgroundSyncSettingsSchema.safeParse(body);
  if (!parsed.success) {
    const [problem] = fieldProblems(parsed.error);
    return failed({
      code: 'VALIDATION',
      message: problem?.message ?? 'Not readable',
      field: problem?.field ?? '',
    });
  }
  await ports.store.write((tx) => tx.putMeta('settings', parsed.data));
  return ok(ports, parsed.data);
}

async function setUserPause(ports: DeviceApiPorts, pause: PauseReason | undefined): Promise<void> {
  await ports.store.write(async (tx) => {
    const others = ((await tx.getMeta('pauses')) ?? []).filter((each) => each.reason !== 'user');
    await tx.putMeta('pauses', pause === undefined ? others : [...others, pause]);
  });
}

function ok<Data>(ports: DeviceApiPorts, data: Data): Response {
  return reply(200, {
    success: true,
    data,
    meta: { source: 'device', deviceId: ports.device, build: ports.build },
  });
}

function failed(error: WireError): Response {
  return reply(ERROR_TABLE[error.code].status, { success: false, error });
}

function reply(status: number, body: Envelope<unknown>): Response {
  const headers = {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    [REPLY_HEADER]: String(PROTOCOL_VERSION),
  };
  return new Response(JSON.stringify(body), { status, headers });
}
