import { paths } from '@fieldsync/protocol';
import type { Clock } from '../services/clock.ts';
import { isoTime } from '../services/clock.ts';
import { sendData } from './reply.ts';
import type { Mount } from './routes.ts';

/** Tiny, never cached, and by its header and body no portal's page: with no session, because a probe has none. */
export function connectivityTestRoutes(mount: Mount, clock: Clock): void {
  mount('GET', paths.connectivityTest, (c) => sendData(c, { fieldsync: true, now: isoTime(clock()) }));
}
