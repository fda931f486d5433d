import type { ExchangeReply, Operation, Verdict } from '@fieldsync/protocol';
import { exchangeReplySchema, paths, unpackVerdicts } from '@fieldsync/protocol';
import { device } from './operations.ts';
import type { TestPerson } from './test-office.ts';
import { envelope } from './test-office.ts';

export interface Said {
  readonly reply: ExchangeReply;
  /** One for each operation; undefined when none was sent. */
  readonly verdicts: readonly Verdict[] | undefined;
  readonly meta: unknown;
}

/** What a device sends, with the parts that a test does not care about. */
export function exchangeBody(parts: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return { v: 1, device: device(1), cursor: null, config: 0, ...parts };
}

/** One exchange of a person's device; fails unless the server answers with one. */
export async function exchangeAs(
  person: TestPerson,
  parts: Readonly<Record<string, unknown>> & { readonly operations?: readonly unknown[] } = {},
): Promise<Said> {
  const answer = await person.send('POST', paths.exchange, exchangeBody(parts));
  const body = await envelope(answer);
  if (!body.success) throw new Error(`${String(answer.status)} ${JSON.stringify(body.error)}`);
  const reply = exchangeReplySchema.parse(body.data);
  // What a device does with a reply: anything else is no acknowledgement.
  const verdicts =
    reply.verdicts === undefined
      ? undefined
      : unpackVerdicts((parts.operations ?? []) as Operation[], reply.verdicts);
  return { reply, verdicts, meta: body.meta };
}
