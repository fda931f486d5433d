import type { WireError } from '@fieldsync/protocol';
import { CODER_HEADER, DENSE_TYPE, limits, paths, TIMING_HEADER } from '@fieldsync/protocol';
import type { Context, MiddlewareHandler } from 'hono';
import { dearestCoder } from '../core/dearest-coder.ts';
import { saidMs } from '../core/said-ms.ts';
import type { DenseCoding } from '../services/dense-coding.ts';
import type { DenseIntake } from '../services/dense-intake.ts';
import type { Exchange } from '../services/exchange.ts';
import type { ExchangeGate } from '../services/exchange-gate.ts';
import type { Meter } from '../services/meter.ts';
import { outcomeOf } from '../services/meter.ts';
import type { HttpEnv } from './http-env.ts';
import { exchangeOf, isDense, jsonOf } from './read-exchange.ts';
import { readBody } from './read-body.ts';
import type { Outcome } from './refusal.ts';
import type { EncodeReply } from './reply.ts';
import { sendData, sendProblem } from './reply.ts';
import type { Mount } from './routes.ts';

/** About how long a full gate takes to empty on the embedded database: 36 batches of 100 operations a second were measured. */
const CROWDED: WireError = {
  code: 'UNAVAILABLE',
  message: 'The server is busy with other devices. Your items are safe; try again in a moment.',
  retryAfterMs: 2_000,
};

/** What the device cannot decode off its own thread in a moment is not worth the last byte. */
const LARGEST_MIXED_REPLY = 65_536;

/** POST /api/v1/sync: the one exchange. */
export function exchangeRoutes(
  mount: Mount,
  exchange: Exchange,
  gate: ExchangeGate,
  {
    coding,
    intake,
    meter,
  }: { readonly coding: DenseCoding; readonly intake: DenseIntake; readonly meter: Meter },
): void {
  const dearest = () => dearestCoder({ ...coding.load(), crowded: gate.isBusy() });

  /** The body as JSON text. Its turn begins only then: a body on its way, or waiting for the one before it, takes none. */
  async function read(c: Context<HttpEnv>): Promise<Outcome<Buffer>> {
    const dense = isDense(c.req.header('content-type')) ? intake.arrive(c.get('actor').id) : undefined;
    try {
      const body = await readBody(c.req.raw, limits.compressedBodyBytes);
      if (!body.ok) return body;
      c.set('began', performance.now());
      return await jsonOf(body.value, c.req.header('content-encoding') ?? null, dense);
    } finally {
      dense?.leave();
    }
  }

  async function answer(c: Context<HttpEnv>): Promise<Response> {
    const json = await read(c);
    if (!json.ok) return sendProblem(c, json.error);
    if (!(await c.get('place').enter())) return sendProblem(c, CROWDED);
    const parsed = exchangeOf(json.value);
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
    c.header(TIMING_HEADER, `o;dur=${String(saidMs(performance.now() - c.get('began')))}`);
    return sendData(c, result.reply, meta, denseReply(c));
  }

  /** Replies stand alone: one that was lost must not stand in the way of the next. */
  function denseReply(c: Context<HttpEnv>): EncodeReply | undefined {
    if (c.req.header('accept')?.includes(DENSE_TYPE) !== true || dearest() !== 'mixing') return undefined;
    return (json) => coding.encode(json.length > LARGEST_MIXED_REPLY ? 'columns' : 'mixing', json);
  }

  mount('POST', paths.exchange, answer, throughGate(gate, dearest, meter));
}

/** Before the session is looked up: turning someone away must cost the database nothing. */
function throughGate(gate: ExchangeGate, dearest: () => string, meter: Meter): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const began = performance.now();
    const place = gate.arrive();
    if (place === undefined) c.res = await sendProblem(c, CROWDED);
    else {
      c.set('place', place);
      try {
        await next();
      } finally {
        place.leave();
      }
    }
    meter.exchange(outcomeOf(c.res.status), (performance.now() - began) / 1_000);
    const most = dearest();
    if (most !== 'mixing') c.header(CODER_HEADER, most);
  };
}
