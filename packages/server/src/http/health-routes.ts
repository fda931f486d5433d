import { timingSafeEqual } from 'node:crypto';
import type { Mount } from './routes.ts';
import { sendData, sendProblem } from './reply.ts';

export interface HealthParts {
  /** Whether the database answers, and has the schema of this build. */
  readonly databaseFits: () => Promise<boolean>;
  /** Whether the server has been told to stop. */
  readonly isDraining: () => boolean;
  /** Undefined where no token is configured: then there are no metrics. */
  readonly metrics:
    | { readonly token: string; readonly contentType: string; readonly text: () => Promise<string> }
    | undefined;
}

/** Longer than any transaction; shorter than what a load balancer waits. */
const PATIENCE_MS = 3_000;

/** For who watches over the process, not for devices: is it alive, may it get requests, how is it doing. */
export function healthRoutes(mount: Mount, { databaseFits, isDraining, metrics }: HealthParts): void {
  mount('GET', '/healthz', (c) => sendData(c, { alive: true }));

  mount('GET', '/readyz', async (c) => {
    if (isDraining()) return sendProblem(c, { code: 'UNAVAILABLE', message: 'The server is stopping.' });
    const ready = await within(PATIENCE_MS, databaseFits()).catch(() => false);
    return ready
      ? sendData(c, { ready: true })
      : sendProblem(c, {
          code: 'UNAVAILABLE',
          message: 'The database does not answer, or has another schema.',
        });
  });

  mount('GET', '/metrics', async (c) => {
    const given = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1] ?? '';
    // Without a token as with a wrong one there is nothing here.
    if (metrics === undefined || !same(given, metrics.token))
      return sendProblem(c, { code: 'NOT_FOUND', message: 'There is nothing here.' });
    c.header('content-type', metrics.contentType);
    c.header('cache-control', 'no-store');
    return c.body(await metrics.text());
  });
}

function same(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function within(ms: number, work: Promise<boolean>): Promise<boolean> {
  return Promise.race([
    work,
    new Promise<boolean>((resolve) => {
      setTimeout(() => resolve(false), ms).unref();
    }),
  ]);
}
