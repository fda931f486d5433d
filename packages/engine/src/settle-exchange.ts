/**
 * Applies one reply in one transaction: acknowledged items go, refused ones go to the shelf, changes come in under
 * unsent edits, the cursor moves. Killed before it commits, the same operations are sent again and the ledger answers.
 */
import {
  DEFAULT_SETTINGS,
  unpackVerdicts,
  type Command,
  type ExchangeReply,
  type Operation,
  type RecordId,
  type Verdict,
} from '@fieldsync/protocol';
import { applyChange } from './apply-change.ts';
import { observeTransfer, UNMEASURED_LINK, type TransferSample } from './core/link-estimator.ts';
import { withView } from './core/record-view.ts';
import { settleItem } from './core/settle-item.ts';
import { OutboxChanges } from './outbox-changes.ts';
import type { StoreWriter } from './ports.ts';
import type { OutboxItem } from './core/stored.ts';

export interface Settled {
  readonly acknowledged: readonly OutboxItem[];
  /** Judged, but not done: put off, in conflict or on the shelf. */
  readonly kept: readonly { readonly item: OutboxItem; readonly status: Verdict['status'] }[];
  /** In conflict until the office decided, and gone now [K2]. */
  readonly decided: readonly OutboxItem[];
  readonly changes: number;
  /** Somebody wants everything anew, and this reply was only what is new: it is to be asked for. */
  readonly overtaken: boolean;
  /** Those that this reply brought, and that were carried out. */
  readonly commands: readonly Command[];
}

export interface Settling {
  readonly batch: readonly OutboxItem[];
  readonly operations: readonly Operation[];
  /** From where the request asked for changes. */
  readonly cursor: string | null;
  readonly reply: ExchangeReply;
  readonly sample: TransferSample;
  readonly doneCommands: readonly string[];
  /** The request asked for changes. One of several on the way at once does; the replies to the others leave the cursor alone. */
  readonly listened: boolean;
  /** There is no room for what comes in: verdicts, which make room, and nothing else. */
  readonly onlyVerdicts: boolean;
  readonly heartbeatDigest: string | undefined;
  readonly now: number;
  readonly roll: number;
}

/** @returns undefined when the reply does not speak of these operations: nothing was applied */
export async function settleExchange(tx: StoreWriter, input: Settling): Promise<Settled | undefined> {
  const { reply, now } = input;
  const verdicts = judged(input);
  if (verdicts === undefined) return undefined;
  await tx.preload(
    [...input.batch.map((item) => item.recordId), ...(reply.changes ?? []).map((change) => change.id)],
    input.batch.map((item) => item.id),
  );
  const changes = await OutboxChanges.begin(tx);
  const acknowledged: OutboxItem[] = [];
  const kept: { item: OutboxItem; status: Verdict['status'] }[] = [];
  for (const [index, sent] of input.batch.entries()) {
    const verdict = verdicts[index];
    const item = await tx.getItem(sent.id);
    if (verdict === undefined || item === undefined) continue;
    const done = await settleOne(tx, changes, item, verdict, input);
    if (done) acknowledged.push(item);
    else
      kept.push({ item, status: verdict.status === 'duplicate' ? verdict.original.status : verdict.status });
  }
  const listens = input.listened && !input.onlyVerdicts;
  const incoming = listens ? (reply.changes ?? []) : [];
  const anew = reply.restarted === true || (await tx.getMeta('walking')) === true;
  const decided: OutboxItem[] = [];
  for (const change of incoming) decided.push(...(await applyChange(tx, changes, change, { anew, now })));
  await changes.finish();
  if (anew && listens) await tx.putMeta('walking', reply.more === true);
  /* Forgotten while the request was under way: somebody wants everything again, and this reply is only what is new. */
  const here = ((await tx.getMeta('cursor')) ?? null) === input.cursor;
  if (here && listens) await tx.putMeta('cursor', reply.cursor);
  if (reply.config !== undefined && !input.onlyVerdicts) await tx.putMeta('config', reply.config);
  const commands = await settleCommands(tx, input, reply.commands ?? []);
  await tx.putMeta('link', {
    ...observeTransfer((await tx.getMeta('link')) ?? UNMEASURED_LINK, input.sample),
    at: now,
  });
  await tx.putMeta('lastExchangeAt', now);
  if (acknowledged.length > 0) await tx.putMeta('lastOfficeAt', now);
  await tx.putMeta('failures', 0);
  await tx.putMeta('notBefore', 0);
  await tx.putMeta('lastFailure', null);
  if (input.heartbeatDigest !== undefined)
    await tx.putMeta('lastHeartbeat', { at: now, digest: input.heartbeatDigest });
  /* An office that began anew has forgotten what this phone said of itself. */
  else if (reply.restarted === true) await tx.putMeta('lastHeartbeat', { at: 0, digest: '' });
  return { acknowledged, kept, decided, changes: incoming.length, overtaken: listens && !here, commands };
}

function judged(input: Settling): Verdict[] | undefined {
  if (input.operations.length === 0) return [];
  return input.reply.verdicts === undefined
    ? undefined
    : unpackVerdicts(input.operations, input.reply.verdicts);
}

async function settleOne(
  tx: StoreWriter,
  changes: OutboxChanges,
  item: OutboxItem,
  verdict: Verdict,
  input: Settling,
): Promise<boolean> {
  const record = await changes.getRecord(item.recordId);
  const settlement = settleItem({
    item,
    base: record?.base ?? null,
    verdict,
    awaited: await comesFromHere(tx, verdict),
    maxRetryAttempts: ((await tx.getMeta('settings')) ?? DEFAULT_SETTINGS).maxRetryAttempts,
    now: input.now,
    roll: input.roll,
  });
  if (settlement.item === null) await changes.delete(item);
  else await changes.put(await behindFence(tx, settlement.item), item);
  if (record !== undefined && settlement.acknowledged) {
    const base = settlement.base ?? record.base;
    const left = await tx.itemsOf([item.recordId]);
    changes.putRecord(withView({ ...record, base, officeAt: input.now }, left));
  }
  if (settlement.fences) {
    for (const later of await tx.itemsOf([item.recordId])) {
      if (later.seq > item.seq && (later.state === 'waiting' || later.state === 'later'))
        await changes.put({ ...later, state: 'fenced' }, later);
    }
  }
  return settlement.acknowledged;
}

/** Whether what the office waits for is still to be sent from this phone. */
async function comesFromHere(tx: StoreWriter, verdict: Verdict): Promise<boolean> {
  if (verdict.status !== 'held' || verdict.waitsFor === undefined) return true;
  return (await tx.itemsOf([verdict.waitsFor as RecordId])).some((item) => item.action === 'CREATE');
}

/** What was held because an earlier item waits for a person waits with it, not for a time [S2]. */
async function behindFence(tx: StoreWriter, item: OutboxItem): Promise<OutboxItem> {
  if (item.state !== 'later') return item;
  const earlier = (await tx.itemsOf([item.recordId])).filter((other) => other.seq < item.seq);
  const stopped = earlier.some(
    (other) => other.state === 'shelf' || other.state === 'conflict' || other.state === 'fenced',
  );
  return stopped ? { ...item, state: 'fenced', nextAttemptAt: 0 } : item;
}

async function settleCommands(
  tx: StoreWriter,
  input: Settling,
  commands: readonly Command[],
): Promise<readonly Command[]> {
  const reported = new Set(input.doneCommands);
  const open = ((await tx.getMeta('commandsDone')) ?? []).filter((id) => !reported.has(id));
  /* What this request reported as done may cross with its repetition. */
  const fresh = commands.filter(({ id }) => !open.includes(id) && !reported.has(id));
  for (const command of fresh) {
    const pauses = (await tx.getMeta('pauses')) ?? [];
    const others = pauses.filter((pause) => pause.reason !== 'office');
    if (command.kind === 'pause')
      await tx.putMeta('pauses', [...others, { reason: 'office', since: input.now, by: command.by }]);
    if (command.kind === 'resume') await tx.putMeta('pauses', others);
    if (command.kind === 'settings') await tx.putMeta('settings', command.settings);
    open.push(command.id);
  }
  await tx.putMeta('commandsDone', open);
  return fresh;
}

/** The items of a request that was made and never left: the office knows nothing of them, and edits may fold into them. */
export async function unsendBatch(tx: StoreWriter, batch: readonly OutboxItem[]): Promise<void> {
  const changes = await OutboxChanges.begin(tx);
  await changes.unmarkSending(batch);
  await changes.finish();
}

/** The items go back in line as they were; the office may know them. */
export async function releaseBatch(tx: StoreWriter, batch: readonly OutboxItem[]): Promise<void> {
  await tx.preload(
    batch.map((item) => item.recordId),
    batch.map((item) => item.id),
  );
  const changes = await OutboxChanges.begin(tx);
  for (const sent of batch) {
    const item = await tx.getItem(sent.id);
    if (item?.state === 'sending') await changes.put({ ...item, state: 'waiting' }, item);
  }
  await changes.finish();
}
