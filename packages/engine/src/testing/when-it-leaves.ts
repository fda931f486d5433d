import type { ExchangeOptions, ExchangeResult } from '../ports.ts';

const NOT_SENT: ExchangeResult = {
  ok: false,
  code: 'OFFLINE',
  message: 'Not sent',
  figures: { rawBytes: 0, upBytes: 0, downBytes: 0, durationMs: 0 },
};

/** For a transport of the tests: a request that is made ahead leaves when its session says so, or never. */
export function whenItLeaves(
  { leave }: Pick<ExchangeOptions, 'leave'>,
  send: () => Promise<ExchangeResult>,
): Promise<ExchangeResult> {
  return leave === undefined ? send() : leave.then((leaves) => (leaves ? send() : NOT_SENT));
}
