import { limits, paths } from '@fieldsync/protocol';
import type { Exchange } from '../services/exchange.ts';
import type { ExchangeGate } from '../services/exchange-gate.ts';
import type { ParsedExchange } from '../services/parsed-exchange.ts';
import { inflateBody } from './inflate-body.ts';
import { parseExchange } from './parse-exchange.ts';
import { parseJson } from './parse-json.ts';
import { readBody } from './read-body.ts';
import type { Outcome } from './refusal.ts';
import { sendData, sendProblem } from './reply.ts';
import type { Mount } from './routes.ts';

/** About how long a full gate takes to empty on the embedded database: 36 batches of 100 operations a second were measured. */
const RETRY_AFTER_MS = 2_000;

/** POST /api/v1/sync: the one exchange. */
export function exchangeRoutes(mount: Mount, exchange: Exchange, gate: ExchangeGate): void {
  mount('POST', paths.exchange, async (c) => {
    const leave = gate.enter();
    if (leave === undefined)
      return sendProblem(c, {
        code: 'UNAVAILABLE',
        message: 'The server is busy with other devices. Your items are safe; try again in a moment.',
        retryAfterMs: RETRY_AFTER_MS,
      });
    try {
      const parsed = await readExchange(c.req.raw);
      if (!parsed.ok) return await sendProblem(c, parsed.error);
      const result = await exchange.run(c.get('actor'), parsed.value, c.get('log'));
      if (result.kind === 'wrong-account')
        return await sendProblem(c, {
          code: 'WRONG_ACCOUNT',
          message: 'This device belongs to another account.',
          field: 'device',
        });
      const { refusedHeartbeat } = parsed.value;
      return await sendData(
        c,
        result.reply,
        refusedHeartbeat === undefined ? undefined : { refused: { heartbeat: refusedHeartbeat } },
      );
    } finally {
      leave();
    }
  });
}

/** Each step bounds what the next one gets [X3, X4]. */
async function readExchange(request: Request): Promise<Outcome<ParsedExchange>> {
  const body = await readBody(request, limits.compressedBodyBytes);
  if (!body.ok) return body;
  const inflated = await inflateBody(body.value, request.headers.get('content-encoding'), {
    maxBytes: limits.inflatedBodyBytes,
    maxRatio: limits.inflationRatio,
  });
  if (!inflated.ok) return inflated;
  const json = parseJson(inflated.value);
  return json.ok ? parseExchange(json.value) : json;
}
