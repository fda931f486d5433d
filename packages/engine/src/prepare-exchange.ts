/**
 * Chooses what the next request carries and marks it as being sent, in one strict transaction: it must be on disk that
 * the office may know an item before the first byte leaves, or an edit could be folded into it unseen [S1].
 */
import { PROTOCOL_VERSION, type DeviceId, type ExchangeRequest, type RecordId } from '@fieldsync/protocol';
import { LONGEST_WAIT_MS } from './core/backoff.ts';
import { failedAlone } from './core/blame.ts';
import { heartbeatDigest } from './core/heartbeat-of.ts';
import { UNMEASURED_LINK, type LinkEstimate } from './core/link-estimator.ts';
import { isOperation } from './core/is-operation.ts';
import { markedSending } from './core/marked-sending.ts';
import { planBatch, type BatchLimits, type BatchPlan, type Candidate } from './core/plan-batch.ts';
import { shelved } from './core/settle-item.ts';
import type { PolicyDecision } from './core/sync-policy.ts';
import { dueHeartbeat } from './due-heartbeat.ts';
import { operationOf } from './operation-of.ts';
import { OutboxChanges } from './outbox-changes.ts';
import type { StoreReader, StoreWriter } from './ports.ts';
import { readPolicy } from './read-policy.ts';
import type { OutboxItem } from './core/stored.ts';

export interface Preparation {
  readonly now: number;
  readonly device: DeviceId;
  readonly appVersion: string;
  readonly storage: { readonly usedBytes: number; readonly quotaBytes: number } | undefined;
  /** JSON bytes that an item has, about. */
  readonly itemBytes: number;
  readonly first: boolean;
  /** An exchange is wanted even with nothing to send. */
  readonly pull: boolean;
  /** Nothing on the way asks for changes already: two that ask from the same cursor would bring the same ones. */
  readonly listen: boolean;
  /** The office's picture of this phone is older than what it has acknowledged since. */
  readonly report: boolean;
  /** How much the request may carry on this link; undefined: nothing before something on the way is answered. */
  readonly room: (link: LinkEstimate) => BatchLimits | undefined;
  readonly manual: boolean;
  readonly ignoreBackoff: boolean;
  /** Ask whether the office answers at all: no records. */
  readonly proof: boolean;
  /** No heartbeat. */
  readonly bare: boolean;
  /** The office has taken something in this session: what failed alone earlier may go again. */
  readonly trusted: boolean;
  /** Items that failed alone in this session: not again in the same one. */
  readonly skip: ReadonlySet<string>;
}

export type Prepared =
  | {
      readonly do: 'send';
      readonly request: ExchangeRequest;
      readonly batch: readonly OutboxItem[];
      readonly limits: BatchLimits;
      /** Critical items that had to stay behind: one that is not among them came later. */
      readonly stayed: ReadonlySet<string>;
      /** What the link was thought to carry. */
      readonly link: LinkEstimate;
      readonly digest: string | undefined;
      readonly policy: PolicyDecision;
    }
  | { readonly do: 'stop'; readonly policy: PolicyDecision }
  /** What is on the way must be answered first. */
  | { readonly do: 'wait' };

/** Candidates are read in pages of about as many as fit, and some more, because sizes differ; and no more than this. */
const LARGEST_PAGE = 250;
const MORE_THAN_FIT = 12;
const WAKE_LIMIT = 500;

export async function prepareExchange(tx: StoreWriter, input: Preparation): Promise<Prepared> {
  const policy = await readPolicy(tx, input.now, input.manual, input.ignoreBackoff);
  if (policy.lanes.length === 0 && !(policy.mayAsk && input.pull)) return { do: 'stop', policy };
  const link: LinkEstimate = (await tx.getMeta('link')) ?? UNMEASURED_LINK;
  const limits = input.room(link);
  if (limits === undefined) return { do: 'wait' };
  const changes = await OutboxChanges.begin(tx);
  await wakeDue(tx, changes, input.now);
  const picked = input.proof ? [] : await pickReadable(tx, changes, policy, limits, input);
  const idle = picked.length === 0 && !input.pull && !input.proof;
  if (idle && !input.report) {
    await changes.finish();
    return { do: 'stop', policy };
  }
  const batch = picked.map((item) => markedSending(item, input.now));
  if (batch.length > 0) await changes.markSending(picked, input.now);
  await changes.finish();
  const done = (await tx.getMeta('commandsDone')) ?? [];
  /* Whoever asked wants to see how the phone is now, and not what it said a quarter of an hour ago. Alone on the way: else
     what is about to arrive would count as left. */
  const report = input.report || (done.length > 0 && input.pull);
  const heartbeat = input.bare ? undefined : await dueHeartbeat(tx, { ...input, report }, batch);
  if (idle && heartbeat === undefined) return { do: 'stop', policy };
  /* Copies that are to go are gone before anything is fetched. */
  const leaving = ((await tx.getMeta('leaving')) ?? null) !== null;
  const request: ExchangeRequest = {
    v: PROTOCOL_VERSION,
    device: input.device,
    cursor: (await tx.getMeta('cursor')) ?? null,
    config: (await tx.getMeta('config'))?.version ?? 0,
    ...(batch.length === 0 ? {} : { operations: batch.map(operationOf) }),
    ...(heartbeat === undefined ? {} : { heartbeat }),
    ...(done.length === 0 ? {} : { done: done as NonNullable<ExchangeRequest['done']> }),
    wantBytes: leaving ? 0 : wantedBytes(input, policy, batch, link),
  };
  return {
    do: 'send',
    request,
    batch,
    limits,
    stayed: new Set((await urgentItems(tx, batch)).map(({ id }) => id)),
    link,
    digest: heartbeat === undefined ? undefined : heartbeatDigest(heartbeat),
    policy,
  };
}

/** More critical ones than these that cannot go are not to be expected. */
const URGENT_LIMIT = 100;

/** Critical items that wait beside a batch with ordinary ones in it. */
export async function urgentItems(
  tx: StoreReader,
  batch: readonly OutboxItem[],
): Promise<readonly OutboxItem[]> {
  if (batch.every(({ lane }) => lane === 'critical')) return [];
  return tx.waitingItems({ lane: 'critical', limit: URGENT_LIMIT });
}

/** While records wait, the way back is kept free for verdicts; while nothing may be sent, nothing is asked for. */
function wantedBytes(
  input: Preparation,
  policy: PolicyDecision,
  batch: readonly OutboxItem[],
  link: LinkEstimate,
): number {
  if (input.proof || !input.listen || policy.lanes.length === 0) return 0;
  return batch.length > 0 ? 8_192 : Math.min(1_048_576, Math.round(link.goodputBytesPerSecond * 4));
}

async function wakeDue(tx: StoreWriter, changes: OutboxChanges, now: number): Promise<void> {
  for (const item of await tx.dueItems({ now, horizon: now + LONGEST_WAIT_MS, limit: WAKE_LIMIT }))
    await changes.put({ ...item, state: 'waiting' }, item);
}

async function pick(
  tx: StoreReader,
  policy: PolicyDecision,
  limits: BatchLimits,
  itemBytes: number,
  mayGo: (item: OutboxItem) => boolean,
): Promise<readonly OutboxItem[]> {
  const fitting = Math.ceil(limits.bytes / itemBytes);
  const limit = Math.min(LARGEST_PAGE, fitting + MORE_THAN_FIT);
  const candidates: Candidate[] = [];
  let plan: BatchPlan = { batch: [], full: false };
  for (const lane of policy.lanes) {
    for (let after: OutboxItem | undefined; ;) {
      const page = await tx.waitingItems({ lane, limit, ...(after === undefined ? {} : { after }) });
      const eligible = page.filter((item) => item.chainScore >= policy.minimumScore && mayGo(item));
      candidates.push(...(await asCandidates(tx, eligible)));
      plan = planBatch(candidates, limits);
      if (plan.full) return plan.batch;
      if (page.length < limit) break;
      after = page.at(-1);
    }
  }
  return plan.batch;
}

/**
 * An item that is no operation any more is put on the shelf with its reason, never skipped and never sent [C3]: a person
 * can still see, export or discard it. What it says is the office's to judge, item by item: to check it here by the same
 * schema was a fifth of all that sending allocates.
 */
async function pickReadable(
  tx: StoreWriter,
  changes: OutboxChanges,
  policy: PolicyDecision,
  limits: BatchLimits,
  input: Preparation,
): Promise<readonly OutboxItem[]> {
  const untried = (item: OutboxItem): boolean => !input.skip.has(item.id);
  const sound = (item: OutboxItem): boolean => untried(item) && !failedAlone(item);
  for (;;) {
    const first = await pick(tx, policy, limits, input.itemBytes, input.trusted ? untried : sound);
    const picked =
      first.length > 0 || input.trusted ? first : await pick(tx, policy, limits, input.itemBytes, untried);
    const broken = picked.filter((item) => !isOperation(item));
    if (broken.length === 0) return picked;
    for (const item of broken) {
      const error = { code: 'UNREADABLE_ITEM', message: '' } as const;
      await changes.put(shelved(item, input.now, error, !item.mayBeKnown), item);
      for (const later of await tx.itemsOf([item.recordId])) {
        if (later.seq > item.seq && (later.state === 'waiting' || later.state === 'later'))
          await changes.put({ ...later, state: 'fenced' }, later);
      }
    }
  }
}

async function asCandidates(tx: StoreReader, items: readonly OutboxItem[]): Promise<Candidate[]> {
  const wanted = new Set<RecordId>(
    items.flatMap((item) => (item.alone === true ? item.dependsOn : [item.recordId, ...item.dependsOn])),
  );
  const byRecord = new Map<RecordId, OutboxItem[]>();
  for (const item of await tx.itemsOf([...wanted]))
    byRecord.set(item.recordId, [...(byRecord.get(item.recordId) ?? []), item]);
  return items.map((item) => ({
    item,
    /* One that is on the way, too: what is given back to a restored office stands before items that have left already. */
    before: (byRecord.get(item.recordId) ?? []).filter(
      (other) => other.id !== item.id && (other.seq < item.seq || other.state === 'sending'),
    ),
    creators: item.dependsOn.flatMap((id) =>
      (byRecord.get(id) ?? []).filter((other) => other.action === 'CREATE'),
    ),
  }));
}
