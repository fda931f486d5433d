import { exchangeReplySchema, exchangeRequestSchema, paths, PROTOCOL_VERSION } from '@fieldsync/protocol';
import type { RouteDescriptions } from './route-description.ts';

export const EXCHANGE_ROUTES: RouteDescriptions = {
  [`POST ${paths.exchange}`]: {
    name: 'exchange',
    tag: 'Exchange',
    summary: 'One exchange: operations up, verdicts and changes down',
    details:
      'Everything a device has to say in one request, and everything it needs to know in one reply. Operations are applied in ' +
      'one transaction, each exactly once by its `id`: a repeat gets the verdict that the first one got. `verdicts.judged` says ' +
      'how many were looked at, `verdicts.except` only those verdicts that are not as expected. An operation that cannot be read ' +
      'is judged by itself and the others are applied. Parts may be left out: a request with none asks for changes alone.',
    body: exchangeRequestSchema,
    answer: exchangeReplySchema,
    dense: true,
    errors: ['UNSUPPORTED_ENCODING', 'UNSUPPORTED_VERSION', 'WRONG_ACCOUNT'],
    examples: {
      body: {
        v: PROTOCOL_VERSION,
        device: '0198f2a0-6f00-7000-8000-000000000001',
        cursor: null,
        config: 0,
        operations: [
          {
            id: '0198f2a0-6f00-7000-8000-0000000000a1',
            action: 'CREATE',
            type: 'ASSESSMENT',
            entityId: '0198f2a0-6f00-7000-8000-0000000000b1',
            capturedAt: '2026-11-20T08:04:00.000Z',
            score: 72,
            data: {
              assessmentType: 'WASH',
              affectedEntityId: '0198f2a0-6f00-7000-8000-0000000000c1',
              assessedAt: '2026-11-20T08:03:00.000Z',
              isWaterSufficient: false,
              waterQuality: 'CONTAMINATED',
            },
          },
        ],
      },
      answer: {
        verdicts: { judged: 1, except: [] },
        cursor: '3f2a91bc.4711',
        now: '2026-11-20T08:05:12.480Z',
      },
    },
  },
};
