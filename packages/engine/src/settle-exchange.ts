/**
 * Applies one reply in one transaction: acknowledged items go, refused ones go to the shelf, changes come in under
 * unsent edits, the cursor moves. Killed before it commits, the same operations are sent again and the ledger answers.
 */
import {
  bandOf,
  DEFAULT_SETTINGS,
  scoreRecord,
  unpackVerdicts,
  type Change,
  type Command,
  type ExchangeReply,
  type Operation,
  type RecordData,
  type RecordId,
  type Verdict,
} from '@fieldsync/protocol';
import { epochOf } from './core/give-back.ts';
import { stampOf, type Walk } from './core/walk.ts';
import { observeTransfer, UNMEASURED_LINK, type TransferSample } from './core/link-estimator.ts';
import { rebasedBase } from './core/rebase.ts';
import { withView } from './core/record-view.ts';
import { settleItem } from './core/settle-item.ts';
import { askConflictsAgain, beginWalk, giveBackChange, readWalk, type GiveBackTools } from './give-back.ts';
import { OutboxChanges } from './outbox-changes.ts';
import type { StoreWriter } from './ports.ts';
import type { OutboxItem, StoredRecord } from './core/stored.ts';

export interface Settled {
  readonly acknowledged: readonly OutboxItem[];
  /** Judged, but not done: put off, in conflict or on the shelf. */
  readonly kept: readonly { readonly item: OutboxItem; readonly status: Verdict['status'] }[];
  readonly changes: number;
  /** Somebody wants everything anew, and this reply was only what is new: it is to be asked for. */
  readonly overtaken: boolean;
  /** Those that this reply brought, and that were carried out. */
  readonly commands: readonly Command[];
  /** The walk through a restored office's feed is at its end: what it did not bring is to be looked for. */
  readonly walked: boolean;
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
  readonly newId: () => string;
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
  const listens = input.listened && !input.onlyVerdicts;
  const restarted = listens && (await beganAnew(tx, reply));
  const walk = restarted ? await beginWalk(tx) : await readWalk(tx);
  const acknowledged: OutboxItem[] = [];
  const kept: { item: OutboxItem; status: Verdict['status'] }[] = [];
  for (const [index, sent] of input.batch.entries()) {
    const verdict = verdicts[index];
    const item = await tx.getItem(sent.id);
    if (verdict === undefined || item === undefined) continue;
    const done = await settleOne(tx, changes, item, verdict, input, stampOf(walk));
    if (done) acknowledged.push(item);
    else
      kept.push({ item, status: verdict.status === 'duplicate' ? verdict.original.status : verdict.status });
  }
  if (restarted) await askConflictsAgain(tx, changes);
  const incoming = listens ? (reply.changes ?? []) : [];
  const anew = walk.phase === 'feed' ? walk : undefined;
  for (const change of incoming) await applyChange(tx, changes, change, anew, input);
  await changes.finish();
  /* Forgotten while the request was under way: somebody wants everything again, and this reply is only what is new. */
  const here = ((await tx.getMeta('cursor')) ?? null) === input.cursor;
  if (here && listens) await tx.putMeta('cursor', reply.cursor);
  const walked = here && listens && anew !== undefined && reply.more !== true;
  if (walked) await tx.putMeta('walk', { ...(await readWalk(tx)), phase: 'missing', after: null });
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
  return { acknowledged, kept, changes: incoming.length, overtaken: listens && !here, commands, walked };
}

/** Also where this phone has no cursor and the office cannot tell it. */
async function beganAnew(tx: StoreWriter, reply: ExchangeReply): Promise<boolean> {
  const before = await tx.getMeta('feed');
  const epoch = epochOf(reply.cursor);
  if (epoch !== undefined && epoch !== before) await tx.putMeta('feed', epoch);
  return reply.restarted === true || (before !== undefined && epoch !== undefined && epoch !== before);
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
  stamp: number | undefined,
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
    const met = stamp === undefined ? {} : { walk: stamp };
    changes.putRecord(withView({ ...record, base, officeAt: input.now, ...met }, left));
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
  /* What is given back to a restored office stands before all others, and may wait for one that left before it. */
  const earlier = (await tx.itemsOf([item.recordId])).filter(
    (other) => other.id !== item.id && (other.seq < item.seq || (item.seq < 0 && other.seq > 0)),
  );
  const stopped = earlier.some(
    (other) => other.state === 'shelf' || other.state === 'conflict' || other.state === 'fenced',
  );
  return stopped ? { ...item, state: 'fenced', nextAttemptAt: 0 } : item;
}

async function applyChange(
  tx: StoreWriter,
  changes: OutboxChanges,
  change: Change,
  anew: Walk | undefined,
  tools: GiveBackTools,
): Promise<void> {
  const stored = await changes.getRecord(change.id);
  /* Each record only moves forward [R1]; after a restart of the feed the office's word counts again. */
  if (
    stored?.base !== null &&
    stored !== undefined &&
    stored.base.version >= change.version &&
    anew === undefined
  )
    return;
  const items = await tx.itemsOf([change.id]);
  const rebased =
    anew !== undefined && stored !== undefined
      ? await giveBackChange(tx, changes, change, stored, items, tools)
      : await rebaseItems(changes, items, stored?.base ?? null, change);
  if (change.data === null) {
    /* Not deleted here: a verdict of the same reply may have it in hand, and `finish` would write it back. With unsent
       edits it stays as the person left it, until the office has judged them. */
    const met = anew === undefined ? {} : { walk: anew.number };
    if (stored !== undefined)
      changes.putRecord({ ...stored, ...met, base: { version: change.version, data: null } });
    return;
  }
  const record = recordFrom(change, change.data, stored, rebased.length > 0);
  changes.putRecord(withView(anew === undefined ? record : { ...record, walk: anew.number }, rebased));
}

/** Unsent edits stand on the new version where it leaves their answers alone [R2]. */
async function rebaseItems(
  changes: OutboxChanges,
  items: readonly OutboxItem[],
  before: StoredRecord['base'],
  change: Change,
): Promise<readonly OutboxItem[]> {
  const rebased: OutboxItem[] = [];
  for (const item of items) {
    const stays = item.state === 'sending' || item.mayBeKnown || item.unreadable === true;
    const base = stays ? item.base : rebasedBase(item, before, change);
    const next = base === item.base ? item : { ...item, base };
    if (next !== item) await changes.put(next, item);
    rebased.push(next);
  }
  return rebased;
}

function recordFrom(
  change: Change,
  data: RecordData,
  stored: StoredRecord | undefined,
  pending: boolean,
): StoredRecord {
  const capturedAt = Date.parse(change.capturedAt);
  const score = pending && stored !== undefined ? stored.score : change.score;
  const scored = scoreRecord({ type: change.type, data, rules: [] });
  return {
    id: change.id,
    type: change.type,
    data,
    deleted: false,
    sector: null,
    placeId: null,
    base: { version: change.version, data },
    state: stored?.state ?? 'office',
    score,
    band: bandOf(score),
    reasons: stored?.reasons ?? scored.reasons,
    reason: stored?.reason ?? '',
    choice: stored?.choice ?? null,
    savedAt: stored?.savedAt ?? capturedAt,
    /* A pull acknowledges nothing: when somebody else's record reached the office, this phone does not know [S7]. */
    officeAt: stored?.officeAt ?? null,
    ...(change.others === true ? { others: true } : {}),
    ...(stored?.walk === undefined ? {} : { walk: stored.walk }),
  };
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
