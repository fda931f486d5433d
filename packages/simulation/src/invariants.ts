/** What must hold after each step and after healing, as functions that return what they found wrong. */
import { BAND_FLOOR, equalJson, type ExchangeRequest } from '@fieldsync/protocol';
import {
  comesBefore,
  failedAlone,
  laneOf,
  orderOf,
  TOGETHER_MS,
  type OutboxItem,
} from '@fieldsync/engine/testing';
import type { Captured } from './oracle.ts';
import type { SimOffice } from './sim-office.ts';
import type { SimPhone } from './sim-phone.ts';

/** [S4] A request that carries an ordinary record leaves no critical one behind that could have gone. */
export function checkPriority(phone: SimPhone, request: ExchangeRequest): string[] {
  const sent = new Set((request.operations ?? []).map((operation) => operation.id as string));
  const items = phone.items();
  const ordinary = items.filter((item) => sent.has(item.id) && item.chainScore < BAND_FLOOR.CRITICAL);
  if (ordinary.length === 0) return [];
  /* An item that failed alone is passed over for the rest of its session, and afterwards until the office has taken
     something in the same session, so that it stops nothing else [S5]. */
  const passedOver = (item: OutboxItem): boolean =>
    failedAlone(item) || (item.mayBeKnown && phone.link.faults.serverError > 0);
  const left = items.filter(
    (item) =>
      item.chainScore >= BAND_FLOOR.CRITICAL &&
      item.state === 'waiting' &&
      !sent.has(item.id) &&
      isFree(item, items) &&
      !passedOver(item),
  );
  return left.length === 0
    ? []
    : [`[S4] ${String(left.length)} critical items stayed behind while ordinary ones went`];
}

function isFree(item: OutboxItem, items: readonly OutboxItem[]): boolean {
  return !items.some(
    (other) => other.id !== item.id && other.recordId === item.recordId && other.seq < item.seq,
  );
}

/** [S4] Within a request the critical ones stand first. */
export function checkFirst(phone: SimPhone, request: ExchangeRequest): string[] {
  const items = (request.operations ?? []).flatMap(
    (operation) => phone.disk.tables.items.get(operation.id) ?? [],
  );
  const firstOrdinary = items.findIndex((item) => item.chainScore < BAND_FLOOR.CRITICAL);
  const late =
    firstOrdinary < 0
      ? []
      : items
          .slice(firstOrdinary)
          .filter((item) => item.chainScore >= BAND_FLOOR.CRITICAL && isFree(item, phone.items()));
  return late.map((item) => `[S4] ${item.id} is critical and stands behind ordinary ones`);
}

/**
 * [S4] Each item lies where its chain's score puts it, whatever has scored it anew; one that waits for something, or did, less than a
 * day before that.
 */
export function checkPlaces(phone: SimPhone): string[] {
  const wrong: string[] = [];
  for (const item of phone.items()) {
    const early = orderOf(item.chainScore, item.capturedAt) - item.order;
    const mayBeEarly = item.dependsOn.length > 0 || item.action !== 'CREATE';
    if (item.lane !== laneOf(item.chainScore) || early < 0 || early >= (mayBeEarly ? TOGETHER_MS : 1))
      wrong.push(`[S4] ${item.id} does not lie where its score puts it`);
  }
  return wrong;
}

/** [S4] Nothing that waits for something as urgent has moved before it in line: it would be passed over, and come a request later. */
export function checkBehind(phone: SimPhone): string[] {
  const waiting = phone.items().filter((item) => item.state === 'waiting');
  const inFront = waiting.flatMap((item) =>
    waiting.filter(
      (other) =>
        item.dependsOn.includes(other.recordId) &&
        other.action === 'CREATE' &&
        other.chainScore === item.chainScore &&
        comesBefore(other, { seq: item.seq, order: orderOf(item.chainScore, item.capturedAt) }) &&
        comesBefore(item, other),
    ),
  );
  return inFront.map((item) => `[S4] what waits for ${item.id} stands before it`);
}

/** [S2] Within a request a record's items go in capture order. */
export function checkOrder(phone: SimPhone, request: ExchangeRequest): string[] {
  const last = new Map<string, number>();
  for (const operation of request.operations ?? []) {
    const item = phone.disk.tables.items.get(operation.id);
    if (item === undefined) return [`[S1] ${operation.id} was sent without being on disk`];
    if (!item.mayBeKnown) return [`[S1] ${operation.id} was sent before the disk knew that it may be known`];
    const before = last.get(operation.entityId) ?? -Infinity;
    if (item.seq < before) return [`[S2] ${operation.id} went after a later one`];
    last.set(operation.entityId, item.seq);
  }
  return [];
}

/** [S6][S2] One drainer sends, a few requests at once, and no record is in two of them. */
export function checkOnTheWay(phone: SimPhone): string[] {
  const requests = [...phone.link.onTheWay];
  const wrong = requests.length > 3 ? [`[S6] ${String(requests.length)} requests of one phone at once`] : [];
  const seen = new Set<string>();
  for (const request of requests) {
    const here = new Set((request.operations ?? []).map(({ entityId }) => entityId as string));
    for (const id of here) {
      if (seen.has(id)) wrong.push(`[S2] ${id} is in two requests at once`);
      seen.add(id);
    }
  }
  return wrong;
}

/** [S1] No operation had an effect twice. */
export function checkEffects(office: SimOffice): string[] {
  return [...office.effects]
    .filter(([, count]) => count > 1)
    .map(([id, count]) => `[S1] ${id} took effect ${String(count)} times`);
}

/** [S7][C2] What left the phone after it may have been known was judged at the office. */
export function checkGone(phone: SimPhone, office: SimOffice, known: Map<string, OutboxItem>): string[] {
  const wrong: string[] = [];
  for (const [id, item] of known) {
    if (phone.disk.tables.items.has(id)) continue;
    known.delete(id);
    if (!office.judged.has(id) && item.mayBeKnown && !item.refused) {
      /* Held verdicts give the id back; then an edit may have absorbed it. */
      const absorbed =
        phone.items().some((other) => other.recordId === item.recordId) ||
        item.state === 'fenced' ||
        item.state === 'later';
      if (!absorbed) wrong.push(`[S7] ${id} left the phone, and the office never judged it`);
    }
  }
  for (const item of phone.items()) known.set(item.id, item);
  return wrong;
}

/** [C2][D4] Every value that a person captured last is at the office, was there, is in a conflict, or is still on the phone. */
export function checkNothingLost(phone: SimPhone, office: SimOffice, captured: Captured): string[] {
  const wrong: string[] = [];
  /* Decided ones, too: both versions are kept, whoever's stands [K2]. */
  const conflicts = [...office.store.conflicts.values()];
  for (const { recordId, field, value } of captured.lastValues()) {
    const was = office.history.get(recordId)?.get(field) ?? [];
    if (was.some((each) => equalJson(each, value))) continue;
    /* A restored office may lack what somebody had replaced before the restore: no phone has it any more. */
    const ever = office.everything.get(recordId)?.get(field) ?? [];
    if (ever.slice(0, -1).some((each) => equalJson(each, value))) continue;
    if (
      conflicts.some(
        (conflict) => conflict.recordId === recordId && equalJson(conflict.fields[field]?.mine, value),
      )
    )
      continue;
    const onPhone = phone
      .items()
      .some(
        (item) =>
          item.recordId === recordId &&
          (equalJson(item.data?.[field], value) ||
            equalJson(item.patch?.[field], value) ||
            item.action === 'DELETE'),
      );
    if (onPhone) continue;
    if (captured.wasDeleted(recordId)) continue;
    wrong.push(`[C2][D4] ${field} = ${JSON.stringify(value)} of ${recordId} is lost`);
  }
  return wrong;
}

/** [S5] After healing only what waits for a person is left. */
export function checkDrained(phone: SimPhone, office: SimOffice, captured: Captured): string[] {
  const stuck = phone
    .items()
    .filter((item) => item.state === 'waiting' || item.state === 'sending' || item.state === 'later')
    /* An edit of a record that the office has lost and its maker had deleted: nobody makes it again, and a person must look. */
    .filter(({ recordId }) => office.version(recordId) > 0 || !captured.wasDeleted(recordId));
  return stuck.map(
    (item) =>
      `[S5] ${item.id} (${item.action}, ${item.state}) was not delivered after healing; its record has: ${lineOf(phone.items(), item.recordId)}`,
  );
}

function lineOf(items: readonly OutboxItem[], recordId: string): string {
  return items
    .filter((other) => other.recordId === recordId)
    .map((other) => `${String(other.seq)} ${other.action} ${other.state}`)
    .join(', ');
}

/** [K2] Once everything is decided, nothing on a phone waits for the office to decide; behind what it refused, something may. */
export function checkDecided(phone: SimPhone, office: SimOffice): string[] {
  const items = phone.items();
  const refused = new Set(items.filter(({ state }) => state === 'shelf').map(({ recordId }) => recordId));
  const waiting = items.filter(
    ({ state, recordId }) => state === 'conflict' || (state === 'fenced' && !refused.has(recordId)),
  );
  const open = office.store.openConflicts().filter(({ deviceId }) => deviceId === phone.device);
  return [
    ...open.map(({ id }) => `[K2] ${id} was not decided`),
    ...waiting.map(
      ({ id, state, recordId }) =>
        `[K2] ${id} is ${state} on the phone, and everything is decided; its record has: ${lineOf(items, recordId)}`,
    ),
  ];
}

/** [K2] Each decision is in the audit log, and no conflict was decided twice but by changing the first. */
export function checkAudit(office: SimOffice): string[] {
  return [...office.store.conflicts.values()].flatMap(({ id, resolution }) => {
    const acts = office.store.audit.filter(({ subject }) => subject === id).map(({ act }) => act);
    const first = acts.filter((act) => act === 'conflict:resolve').length;
    const right = resolution === null ? acts.length === 0 : first === 1 && acts[0] === 'conflict:resolve';
    return right ? [] : [`[K2] the audit log has ${acts.join(', ')} of ${id}`];
  });
}

/** [R1][R2] A record without unsent edits is what the office has. */
export function checkConverged(phone: SimPhone, office: SimOffice): string[] {
  const wrong: string[] = [];
  const pending = new Set(phone.items().map((item) => item.recordId));
  for (const record of phone.disk.tables.records.values()) {
    if (pending.has(record.id)) continue;
    const theirs = office.current(record.id);
    /* Removed at the office, and kept here until the person has seen that this was decided. */
    if (theirs === undefined && record.deleted && record.decisions?.some(({ seen }) => !seen) === true)
      continue;
    if (theirs === undefined) wrong.push(`[R1] ${record.id} is on the phone, the office has none`);
    else if (!equalJson(record.override ?? null, office.overrideOf(record.id)))
      wrong.push(`[R1] ${record.id} does not have the score that was set by hand at the office`);
    else if (!equalJson(record.data, theirs))
      wrong.push(`[R1] ${record.id} differs from the office's version ${String(office.version(record.id))}`);
  }
  return wrong;
}
