import type { Verdict } from '@fieldsync/protocol';
import {
  exchangeRequestSchema,
  fieldProblems,
  heartbeatSchema,
  jsonBytesOver,
  limits,
  OLDEST_SUPPORTED_VERSION,
  parseOperation,
  PROTOCOL_VERSION,
} from '@fieldsync/protocol';
import { z } from 'zod';
import type { ParsedExchange, Slot } from '../services/parsed-exchange.ts';
import type { Outcome } from './refusal.ts';
import { accepted, refused } from './refusal.ts';
import { findUnstorableText } from './unstorable-text.ts';

const looseEnvelope = exchangeRequestSchema.extend({
  operations: z.array(z.unknown()).optional(),
  heartbeat: z.unknown().optional(),
});

/**
 * The envelope strictly, each operation on its own: one that cannot be read is judged here, and the rest of the batch is
 * applied [S5, X3].
 *
 * @param escaped whether the JSON has `\u` anywhere. Without it no text can hold what the database cannot: NUL and half a
 *   surrogate pair have no other form in JSON. Phones write none, and to look through every text costs as much as half of
 *   parsing them.
 */
export function parseExchange(body: unknown, escaped = true): Outcome<ParsedExchange> {
  const version = versionOf(body);
  if (version !== undefined && (version > PROTOCOL_VERSION || version < OLDEST_SUPPORTED_VERSION))
    return refused(
      'UNSUPPORTED_VERSION',
      `This server speaks versions ${OLDEST_SUPPORTED_VERSION} to ${PROTOCOL_VERSION}.`,
      'v',
    );
  const envelope = looseEnvelope.safeParse(body);
  if (!envelope.success) {
    const [problem] = fieldProblems(envelope.error);
    return refused('MALFORMED', problem?.message ?? 'not an exchange', problem?.field);
  }
  const { operations, heartbeat, ...request } = envelope.data;
  if (operations !== undefined && operations.length > limits.operationsPerExchange)
    return refused(
      'TOO_LARGE',
      `One exchange carries at most ${limits.operationsPerExchange} operations.`,
      'operations',
    );
  const report = heartbeat === undefined ? undefined : heartbeatSchema.safeParse(heartbeat);
  return accepted({
    request,
    slots: operations === undefined ? undefined : judgeForms(operations, escaped),
    heartbeat: report?.data,
    refusedHeartbeat: report?.error === undefined ? undefined : fieldProblems(report.error)[0],
  });
}

function versionOf(body: unknown): number | undefined {
  const version = typeof body === 'object' && body !== null && 'v' in body ? body.v : undefined;
  return Number.isInteger(version) ? Number(version) : undefined;
}

function judgeForms(raw: readonly unknown[], escaped: boolean): Slot[] {
  /** Records with an operation refused here, and that operation: later ones on them wait behind it [S2]. */
  const fences = new Map<string, string | undefined>();
  return raw.map((candidate) => {
    const slot = readForm(candidate, escaped);
    const entityId = textAt(candidate, 'entityId');
    if (entityId === undefined) return slot;
    if (slot.kind === 'operation' && fences.has(entityId)) return judged(heldBehind(fences.get(entityId)));
    if (slot.kind === 'judged') fences.set(entityId, textAt(candidate, 'id'));
    return slot;
  });
}

function readForm(candidate: unknown, escaped: boolean): Slot {
  const unstorable = escaped ? findUnstorableText(candidate) : undefined;
  if (unstorable !== undefined)
    return judged(rejected(unstorable, 'contains a character that cannot be stored'));
  const parsed = parseOperation(candidate);
  if (parsed.success) return { kind: 'operation', operation: parsed.data };
  if (jsonBytesOver(candidate, limits.operationBytes) !== undefined)
    return judged({
      status: 'rejected',
      code: 'TOO_LARGE',
      message: `One operation may have at most ${limits.operationBytes} bytes.`,
    });
  const [problem] = fieldProblems(parsed.error);
  return judged(rejected(problem?.field ?? '', problem?.message ?? 'not an operation'));
}

function judged(verdict: Verdict): Slot {
  return { kind: 'judged', verdict };
}

function heldBehind(operation: string | undefined): Verdict {
  return {
    status: 'held',
    code: 'EARLIER_OPERATION_OPEN',
    ...(operation === undefined ? {} : { waitsFor: operation }),
  };
}

/** An answer goes by its own name, as in the verdicts on what it says; everything else by its place in the operation. */
function rejected(path: string, message: string): Verdict {
  const field = path.replace(/^(data|patch)\./, '');
  return { status: 'rejected', code: 'VALIDATION', ...(field === '' ? {} : { field }), message };
}

function textAt(candidate: unknown, key: string): string | undefined {
  if (typeof candidate !== 'object' || candidate === null) return undefined;
  const value = (candidate as Record<string, unknown>)[key];
  return typeof value === 'string' ? value : undefined;
}
