import type { DenseSession } from './dense-session.ts';

/** Fetched when it is first needed: a page that has a worker for this never loads it. */
export async function loadDenseSession(): Promise<DenseSession> {
  const [session, deflater] = await Promise.all([import('./dense-session.ts'), import('./pako-deflater.ts')]);
  return new session.DenseSession(deflater.pakoDeflater);
}
