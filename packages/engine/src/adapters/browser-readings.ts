import { backgroundStatusSchema, envelopeSchema, paths } from '@fieldsync/protocol';
import type { EncryptionReading, WakePath, WorkerReading } from '../core/self-test.ts';
import type { BrowserReadings } from '../self-test.ts';
import { gunzip, gzip } from './gzip.ts';
import { storageEstimate } from './storage-estimate.ts';

/** What the browser shows of itself when it is really used: having an interface and being allowed to use it differ. */
export const browserReadings: Omit<BrowserReadings, 'sender'> = {
  persisted: async () => navigator.storage?.persisted?.(),
  room: storageEstimate,
  worker,
  wakeUp,
  locks,
  encryption,
  compression,
};

const statusReply = envelopeSchema(backgroundStatusSchema);

/** The worker answers `background/status` from the device itself; nobody else's answer says `source: device`. */
async function worker(): Promise<WorkerReading> {
  const container: ServiceWorkerContainer | undefined = navigator.serviceWorker;
  const registration = await container?.getRegistration();
  const active = registration?.active?.state === 'activated';
  const controlling = (container?.controller ?? null) !== null;
  return {
    supported: container !== undefined,
    registered: registration !== undefined,
    active,
    controlling,
    waiting: (registration?.waiting ?? null) !== null,
    build: active && controlling ? await workerBuild() : null,
  };
}

async function workerBuild(): Promise<string | null> {
  try {
    const reply = statusReply.safeParse(await (await fetch(paths.status, { cache: 'no-store' })).json());
    const meta = reply.success ? reply.data.meta : undefined;
    return meta?.['source'] === 'device' && typeof meta['build'] === 'string' ? meta['build'] : null;
  } catch {
    return null;
  }
}

/** No listener's tag: the browser fires it at once with a link, and nothing comes of it. */
const TEST_TAG = 'fieldsync-self-test';

async function wakeUp(): Promise<{ readonly path: WakePath; readonly periodic: boolean }> {
  const registration = (await navigator.serviceWorker?.getRegistration()) as
    | (ServiceWorkerRegistration & {
        readonly sync?: { register(tag: string): Promise<void> };
        readonly periodicSync?: { getTags(): Promise<string[]> };
      })
    | undefined;
  const periodic = ((await registration?.periodicSync?.getTags().catch(() => [])) ?? []).length > 0;
  if (registration?.sync === undefined) return { path: 'none', periodic };
  try {
    await registration.sync.register(TEST_TAG);
    return { path: 'background-sync', periodic };
  } catch {
    return { path: 'refused', periodic };
  }
}

async function locks(): Promise<boolean> {
  const manager: LockManager | undefined = navigator.locks;
  return (await manager?.request('fieldsync-self-test', { ifAvailable: true }, () => true)) === true;
}

const SAMPLE = JSON.stringify({
  assessmentType: 'HEALTH',
  commonHealthIssues: ['CHOLERA'],
  notes: 'x'.repeat(400),
});

async function encryption(): Promise<EncryptionReading> {
  const subtle: SubtleCrypto | undefined = crypto.subtle;
  if (subtle === undefined) return 'missing';
  const key = await subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  const how = { name: 'AES-GCM', iv: crypto.getRandomValues(new Uint8Array(12)) };
  const sealed = await subtle.encrypt(how, key, new TextEncoder().encode(SAMPLE));
  const opened = new TextDecoder().decode(await subtle.decrypt(how, key, sealed));
  return opened === SAMPLE ? 'works' : 'differs';
}

async function compression(): Promise<{ readonly raw: number; readonly packed: number } | undefined> {
  const packed = await gzip(SAMPLE);
  if (packed.encoding === undefined) return undefined;
  return (await gunzip(packed.bytes)) === SAMPLE
    ? { raw: SAMPLE.length, packed: packed.bytes.length }
    : undefined;
}
