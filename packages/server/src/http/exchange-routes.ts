import type { WireError } from '@fieldsync/protocol';
import { limits, paths } from '@fieldsync/protocol';
import type { MiddlewareHandler } from 'hono';
import type { Exchange } from '../services/exchange.ts';
import type { ExchangeGate } from '../services/exchange-gate.ts';
import type { ParsedExchange } from '../services/parsed-exchange.ts';
import type { HttpEnv } from './http-env.ts';
import { inflateBody } from './inflate-body.ts';
import { parseExchange } from './parse-exchange.ts';
import { parseJson } from './parse-json.ts';
import { readBody } from './read-body.ts';
import type { Outcome } from './refusal.ts';
import { sendData, sendProblem } from './reply.ts';
import type { Mount } from './routes.ts';

/** About how long a full gate takes to empty on the embedded database: 36 batches of 100 operations a second were measured. */
const CROWDED: WireError = {
  code: 'UNAVAILABLE',
  message: 'The server is busy with other devices. Your items are safe; try again in a moment.',
  retryAfterMs: 2_000,
};

/** POST /api/v1/sync: the one exchange. */
export function exchangeRoutes(mount: Mount, exchange: Exchange, gate: ExchangeGate): void {
  mount(
    'POST',
    paths.exchange,
    async (c) => {
      const body = await readBody(c.req.raw, limits.compressedBodyBytes);
      if (!body.ok) return sendProblem(c, body.error);
      if (!(await c.get('place').enter())) return sendProblem(c, CROWDED);
      const parsed = await readExchange(body.value, c.req.header('content-encoding') ?? null);
      if (!parsed.ok) return sendProblem(c, parsed.error);
      const result = await exchange.run(c.get('actor'), parsed.value, c.get('log'));
      if (result.kind === 'wrong-account')
        return sendProblem(c, {
          code: 'WRONG_ACCOUNT',
          message: 'This device belongs to another account.',
          field: 'device',
        });
      const { refusedHeartbeat } = parsed.value;
      const meta = refusedHeartbeat === undefined ? undefined : { refused: { heartbeat: refusedHeartbeat } };
      return sendData(c, result.reply, meta);
    },
    throughGate(gate),
  );
}

/** Before the session is looked up: turning someone away must cost the database nothing. */
function throughGate(gate: ExchangeGate): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const place = gate.arrive();
    if (place === undefined) {
      c.res = await sendProblem(c, CROWDED);
      return;
    }
    c.set('place', place);
    try {
      await next();
    } finally {
      place.leave();
    }
  };
}

/** Each step bounds what the next one gets [X3, X4]. */
async function readExchange(body: Buffer, encoding: string | null): Promise<Outcome<ParsedExchange>> {
  const inflated = await inflateBody(body, encoding, {
    maxBytes: limits.inflatedBodyBytes,
    maxRatio: limits.inflationRatio,
  });
  if (!inflated.ok) return inflated;
  const json = parseJson(inflated.value);
  return json.ok ? parseExchange(json.value) : json;
}
