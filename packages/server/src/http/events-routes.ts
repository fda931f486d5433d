import { paths } from '@fieldsync/protocol';
import type { AccountDesk } from '../account-ports.ts';
import { isErased, seesEverything } from '../accounts/actor.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { LiveEvents, Viewer } from '../services/live-events.ts';
import { followQuerySchema } from './api/describe-operation.ts';
import { EventStream } from './event-stream.ts';
import { sendProblem } from './reply.ts';
import type { Mount } from './routes.ts';
import type { StreamBounds } from './stream-places.ts';
import { StreamPlaces } from './stream-places.ts';

/** Where the browser was when its last stream broke off: in the header; in the query for a client that cannot set one. */
const LAST_ID = /^[0-9a-z]{1,40}\.[0-9]{1,15}$/;

/** GET events: what happens, as it happens, for as long as the reader stays. */
export function eventsRoutes(
  mount: Mount,
  live: LiveEvents,
  { accounts, desk }: { readonly accounts: Accounts; readonly desk: AccountDesk },
  bounds: StreamBounds,
): void {
  const places = new StreamPlaces(bounds);
  mount('GET', paths.events, (c) => {
    const actor = c.get('actor');
    // Nobody would read the stream, and so nobody would ever end it.
    if (c.req.method === 'HEAD') return c.body(null);
    if (!places.take(actor.id))
      return sendProblem(c, {
        code: 'UNAVAILABLE',
        message: 'Too many screens listen at the moment.',
        retryAfterMs: 30_000,
      });
    const { headers } = c.req.raw;
    const given =
      c.req.header('last-event-id') ?? followQuerySchema.safeParse(c.req.query()).data?.lastEventId;
    const sink = new EventStream(() => {
      places.giveBack(actor.id);
      live.leave(viewer);
    });
    const viewer: Viewer = {
      actor,
      sink,
      lastId: given !== undefined && LAST_ID.test(given) ? given : undefined,
      sight: async () => {
        const now = await accounts.peek(headers);
        if (now?.role !== actor.role || isErased(now)) return null;
        return seesEverything(actor)
          ? { everything: true }
          : { everything: false, userId: actor.id, areas: await desk.areasOf(actor.id) };
      },
    };
    live.join(viewer).catch((error: unknown) => {
      c.get('log').error({ err: error }, 'a viewer could not join');
      sink.end('closing');
    });
    c.header('content-type', 'text/event-stream');
    c.header('cache-control', 'no-store');
    // nginx would hold events back until its buffer is full.
    c.header('x-accel-buffering', 'no');
    return c.body(sink.body);
  });
}
