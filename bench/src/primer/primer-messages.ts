import {
  exchangeReplySchema,
  exchangeRequestSchema,
  PROTOCOL_VERSION,
  type Change,
  type ExchangeReply,
  type ExchangeRequest,
  type Operation,
} from '@fieldsync/protocol';
import { makeCorpus } from '../corpus.ts';
import { inOtherCamps } from './example-camps.ts';
import { exampleHeartbeat } from './example-heartbeat.ts';

/** Not a seed that anything is measured with, and only one half of the sentences: the other half is for measuring. */
const EXAMPLES = { seed: 20_260_914, language: 'en', phrases: 'even' } as const;
const DEVICE = '01a09c11-7a3e-7c54-9b0f-6d21e85fa390';
const CURSOR = 'k3v9qd0x.4711';
const NOW = '2026-09-14T09:02:21.640Z';

/** Requests and replies from which the dense form learns what ours look like, the rarest first. */
export function primerMessages(records: number): unknown[] {
  const operations = inOtherCamps(
    makeCorpus({ ...EXAMPLES, count: records }).sort((a, b) => b.score - a.score),
  );
  const third = Math.ceil(records / 3);
  const shares = [0, 1, 2].map((share) => operations.slice(share * third, (share + 1) * third));
  const [first = [], second = [], last = []] = shares;
  return [
    reply({
      verdicts: {
        judged: 4,
        except: [
          [2, heldVerdict],
          [3, conflictVerdict],
        ],
      },
      cursor: CURSOR,
      now: NOW,
    }),
    reply({ changes: first.slice(0, 3).map(changeOf), cursor: CURSOR, more: true, now: NOW }),
    request({ cursor: null, config: 0, heartbeat: exampleHeartbeat, wantBytes: 8_192 }, first),
    request({ cursor: CURSOR, config: 1, wantBytes: 8_192 }, second),
    reply({ verdicts: { judged: third, except: [] }, cursor: CURSOR, now: NOW }),
    request({ cursor: CURSOR, config: 1, wantBytes: 8_192 }, last),
    reply({ verdicts: { judged: last.length, except: [] }, cursor: CURSOR, now: NOW }),
  ];
}

const heldVerdict = { status: 'held', code: 'DEPENDENCY_MISSING' } as const;
const conflictVerdict = {
  status: 'conflict',
  version: 3,
  conflictId: '01a09e64-37b5-7514-8392-9156baba1d3a',
  fields: ['peopleAffected'],
} as const;

/** In the engine's order of keys. */
function request(
  head: Pick<ExchangeRequest, 'cursor' | 'config' | 'heartbeat' | 'wantBytes'>,
  operations: readonly Operation[],
): unknown {
  const { cursor, config, heartbeat, wantBytes } = head;
  return exchangeRequestSchema.parse({
    v: PROTOCOL_VERSION,
    device: DEVICE,
    cursor,
    config,
    operations,
    ...(heartbeat === undefined ? {} : { heartbeat }),
    wantBytes,
  });
}

function reply(data: Omit<ExchangeReply, 'verdicts'> & { verdicts?: unknown }): unknown {
  return { success: true, data: exchangeReplySchema.parse(data) };
}

function changeOf(operation: Operation): Change {
  const { entityId: id, type, score, capturedAt } = operation;
  return {
    id,
    type,
    version: 1,
    data: operation.action === 'CREATE' ? operation.data : null,
    score,
    capturedAt,
  };
}
