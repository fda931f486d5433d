/**
 * Applies one reply in one transaction: acknowledged items go, refused ones go to the shelf, changes come in under
 * unsent edits, the cursor moves. Killed before it commits, the same operations are sent again and the ledger answers.
 */
import {
  DEFAULT_RULES,
  DEFAULT_SETTINGS,
  equalJson,
  unpackVerdicts,
  type Command,
  type Config,
  type ExchangeReply,
  type Operation,
  type PriorityRule,
  type RecordId,
  type Verdict,
} from '@fieldsync/protocol';
import { applyChange } from './apply-change.ts';
import { epochOf } from './core/give-back.ts';
import { stampOf } from './core/walk.ts';
import { observeTransfer, UNMEASURED_LINK, type TransferSample } from './core/link-estimator.ts';
import { withView } from './core/record-view.ts';
import { withOverride, withScore } from './core/with-score.ts';
import { settleItem } from './core/settle-item.ts';
import { askConflictsAgain, beginWalk, readWalk, unsteered } from './give-back.ts';
import { beginLeaving } from './leave-areas.ts';
import { OutboxChanges } from './outbox-changes.ts';
import type { Arrival, StoreWriter } from './ports.ts';
import { beginRescore, RESCORE_PAGE, rescoreLinked, rescorePage } from './rescore.ts';
import type { OutboxItem } from './core/stored.ts';

export interface Settled {
  readonly acknowledged: readonly OutboxItem[];
  /** Judged, but not done: put off, in conflict or on the shelf. */
  readonly kept: readonly { readonly item: OutboxItem; readonly status: Verdict['status'] }[];
  /** In conflict until the office decided, and gone now [K2]. */
  readonly decided: readonly OutboxItem[];
  readonly changes: number;
  /** The place in the feed is another than before: there may be more to ask for, even where nothing came. */
  readonly moved: boolean;
  /** Areas were taken away, and copies are to go before anything else is fetched. */
  readonly leaving: boolean;
  /** Somebody wants everything anew, and this reply was only what is new: it is to be asked for. */
  readonly overtaken: boolean;
  /** Those that this reply brought, and that were carried out. */
  readonly commands: readonly Command[];
  /** The walk through a restored office's feed is at its end: what it did not bring is to be looked for. */
  readonly walked: boolean;
  /** The order of the queue follows from other rules now, and more of it is to be gone through. */
  readonly reordering: boolean;
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
    [],
    input.batch.map((item) => item.id),
  );
  const changes = await OutboxChanges.begin(tx);
  const listens = input.listened && !input.onlyVerdicts;
  const restarted = listens && (await beganAnew(tx, reply));
  const walk = restarted ? await beginWalk(tx) : await readWalk(tx);
  const acknowledged: OutboxItem[] = [];
  const kept: { item: OutboxItem; status: Verdict['status'] }[] = [];
  const stored = await tx.getItems(input.batch.map(({ id }) => id));
  const answered = stored.flatMap((item, index) => {
    const verdict = verdicts[index];
    return verdict === undefined || item === undefined ? [] : [{ item, verdict }];
  });
  const arrivals = walk.phase === 'done' ? arrivalsAmong(answered) : [];
  await changes.arrive(arrivals, now);
  const arrived = new Set(arrivals.map(({ item }) => item));
  acknowledged.push(...arrived);
  const rest = answered.filter(({ item }) => !arrived.has(item));
  await tx.preload([
    ...rest.map(({ item }) => item.recordId),
    ...(reply.changes ?? []).map((change) => change.id),
  ]);
  for (const { item, verdict } of rest) {
    const done = await settleOne(tx, changes, item, verdict, input, stampOf(walk));
    if (done) acknowledged.push(item);
    else
      kept.push({ item, status: verdict.status === 'duplicate' ? verdict.original.status : verdict.status });
  }
  if (restarted) await askConflictsAgain(tx, changes);
  const rulesChanged = input.onlyVerdicts ? false : await settleConfig(tx, reply.config, restarted);
  const rules = (await tx.getMeta('config'))?.rules ?? DEFAULT_RULES;
  if (rulesChanged) await scoreAgain(changes, acknowledged, rules);
  const incoming = listens ? (reply.changes ?? []) : [];
  const anew = walk.phase === 'feed' ? walk : undefined;
  const decided: OutboxItem[] = [];
  for (const change of incoming)
    decided.push(...(await applyChange(tx, changes, change, { anew, now, rules, newId: input.newId })));
  const commands = await settleCommands(tx, changes, input, reply.commands ?? [], rules);
  await changes.finish();
  /* The first of them with the reply that brings the rules: what goes next goes in the new order. */
  const reordering = rulesChanged && (await rescorePage(tx, RESCORE_PAGE));
  /* Forgotten while the request was under way: somebody wants everything again, and this reply is only what is new. */
  const here = ((await tx.getMeta('cursor')) ?? null) === input.cursor;
  if (here && listens) await tx.putMeta('cursor', reply.cursor);
  const leaving = here && listens && (reply.left ?? []).length > 0;
  if (leaving) await beginLeaving(tx, reply.left ?? []);
  const walked = here && listens && anew !== undefined && reply.more !== true;
  if (walked) await tx.putMeta('walk', { ...(await readWalk(tx)), phase: 'missing', after: null });
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
  return {
    acknowledged,
    kept,
    decided,
    changes: incoming.length,
    moved: here && listens && reply.cursor !== input.cursor,
    leaving,
    overtaken: listens && !here,
    commands,
    walked,
    reordering,
  };
}

/** Records that were made here, that nobody has touched since, and that the office has taken as they are. */
function arrivalsAmong(
  answered: readonly { readonly item: OutboxItem; readonly verdict: Verdict }[],
): readonly Arrival[] {
  return answered.flatMap(({ item, verdict }): Arrival[] => {
    if (item.action !== 'CREATE' || item.alone !== true || item.unreadable === true) return [];
    const outcome = verdict.status === 'duplicate' ? verdict.original : verdict;
    return outcome.status === 'applied' ? [{ item, version: outcome.version }] : [];
  });
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
    /* Out of the scope: that its edit was taken does not bring it back. */
    const base = record.left === true ? record.base : (settlement.base ?? record.base);
    const unsent = await tx.itemsOf([item.recordId]);
    const met = stamp === undefined ? {} : { walk: stamp };
    /* New at an office that was restored: if it keeps a score for it still, the feed says so. */
    const isNew = stamp !== undefined && record.walk !== stamp && item.action === 'CREATE';
    const known = isNew ? unsteered(record, (await tx.getMeta('config'))?.rules ?? DEFAULT_RULES) : record;
    changes.putRecord(withView({ ...known, base, officeAt: input.now, ...met }, unsent));
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
  const others = (await tx.itemsOf([item.recordId])).filter((other) => other.id !== item.id);
  const earlier = others.filter((other) => other.seq < item.seq || (item.seq < 0 && other.seq > 0));
  /* What waits behind others waits for a person only while one of those does: two would wait for each other. */
  const forPerson = others.some(waitsForPerson);
  const stopped = earlier.some((other) => waitsForPerson(other) || (other.state === 'fenced' && forPerson));
  return stopped ? { ...item, state: 'fenced', nextAttemptAt: 0 } : item;
}

const waitsForPerson = ({ state }: OutboxItem): boolean => state === 'shelf' || state === 'conflict';

/** What the office has just taken was scored by the rules of before. */
async function scoreAgain(
  changes: OutboxChanges,
  acknowledged: readonly OutboxItem[],
  rules: readonly PriorityRule[],
): Promise<void> {
  for (const { recordId } of acknowledged) {
    const record = await changes.getRecord(recordId);
    if (record !== undefined) changes.putRecord(withScore(record, rules));
  }
}

/**
 * @param restarted the office may give the number of the config that is here to another one: it is asked for
 * @returns whether the rules are others than before
 */
async function settleConfig(
  tx: StoreWriter,
  config: Config | undefined,
  restarted: boolean,
): Promise<boolean> {
  if (config === undefined) {
    const kept = restarted ? await tx.getMeta('config') : undefined;
    if (kept !== undefined) await tx.putMeta('config', { ...kept, version: 0 });
    return false;
  }
  const before = (await tx.getMeta('config'))?.rules ?? DEFAULT_RULES;
  await tx.putMeta('config', config);
  if (equalJson(before, config.rules)) return false;
  await beginRescore(tx);
  return true;
}

async function settleCommands(
  tx: StoreWriter,
  changes: OutboxChanges,
  input: Settling,
  commands: readonly Command[],
  rules: readonly PriorityRule[],
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
    if (command.kind === 'override') await override(tx, changes, command, rules);
    open.push(command.id);
  }
  await tx.putMeta('commandsDone', open);
  return fresh;
}

/**
 * Of records that this phone alone has: another of the author's phones has the others, and of those that have arrived the
 * feed tells, so that a command which comes late does not put back what has been taken back since.
 */
async function override(
  tx: StoreWriter,
  changes: OutboxChanges,
  { id, overrides: orders }: Extract<Command, { kind: 'override' }>,
  rules: readonly PriorityRule[],
): Promise<void> {
  await tx.preload(orders.map(({ recordId }) => recordId));
  for (const { recordId, override: wanted } of orders) {
    const record = await changes.getRecord(recordId);
    if (record === undefined || record.base !== null || (record.overrideOrder ?? '') >= id) continue;
    const original = withScore(withOverride(record, null), rules).score;
    const ordered = withOverride(record, wanted && { ...wanted, originalPriority: original });
    changes.putRecord(withScore({ ...ordered, overrideOrder: id }, rules));
    await rescoreLinked(tx, changes, [recordId], rules);
  }
}

/** The items of a request that was made and never left: the office knows nothing of them, and edits may fold into them. */
export async function unsendBatch(tx: StoreWriter, batch: readonly OutboxItem[]): Promise<void> {
  const changes = await OutboxChanges.begin(tx);
  await changes.unmarkSending(batch);
  /* One that was scored anew meanwhile says in its own row that it is on the way. */
  for (const { id } of batch) {
    const item = await tx.getItem(id);
    if (item?.state === 'sending') await changes.put({ ...item, state: 'waiting' }, item);
  }
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
