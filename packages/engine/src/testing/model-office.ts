/**
 * An office in memory, as plain as it can be: what an engine's test holds the engine against. It judges each operation
 * once, keeps who changed which field in which version, and hands out what changed. Written from the protocol's promises,
 * not from the server's code.
 */
import {
  packVerdicts,
  type Change,
  type ConflictId,
  type ExchangeReply,
  type ExchangeRequest,
  type Operation,
  type RecordData,
  type RecordId,
  type RecordedVerdict,
  type RecordType,
  type Settlement,
  type Verdict,
} from '@fieldsync/protocol';

interface Row {
  readonly id: RecordId;
  readonly type: RecordType;
  version: number;
  /** Null once deleted. */
  data: Record<string, unknown> | null;
  /** What it had when it was deleted. */
  last: Record<string, unknown>;
  /** Field to the version and the device that changed it last. */
  readonly touched: Map<string, { readonly version: number; readonly by: string }>;
  /** Place in the feed. */
  position: number;
  /** The device that knows this version without being told. */
  knownTo: string | null;
}

export const SOMEBODY_ELSE = 'somebody else';

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

export class ModelOffice {
  readonly rows = new Map<RecordId, Row>();
  readonly ledger = new Map<string, RecordedVerdict>();
  /** How often each operation changed anything. */
  readonly effects = new Map<string, number>();
  /** Every value that a field of a record ever had here. */
  readonly seen = new Map<string, unknown[]>();
  /** Record to the conflict that is open on it. */
  readonly open = new Map<RecordId, { readonly operation: Operation; readonly fields: readonly string[] }>();
  readonly settled = new Map<RecordId, Settlement[]>();
  /** Values in open conflicts, which wait for a person here. */
  readonly disputed = new Map<string, unknown[]>();
  /** Told of each value of somebody else's that a device replaced, and of the version that had brought it. */
  replaced: (id: RecordId, field: string, value: unknown, version: number) => void = () => undefined;
  /** What no rule of the office lets in. */
  refuses: (operation: Operation) => boolean = () => false;
  pageSize = 3;
  #head = 0;

  exchange(request: ExchangeRequest): ExchangeReply {
    const operations = request.operations ?? [];
    const fences = new Set<RecordId>();
    const verdicts = operations.map((operation) => {
      const verdict = this.#judge(operation, request.device, fences);
      const first = verdict.status === 'duplicate' ? verdict.original.status : verdict.status;
      if (first === 'rejected' || first === 'held' || verdict.status === 'conflict')
        fences.add(operation.entityId);
      return verdict;
    });
    return {
      ...(operations.length === 0 ? {} : { verdicts: packVerdicts(operations, verdicts) }),
      ...this.#page(request),
      now: '2026-11-20T09:30:00.000Z',
    };
  }

  /** Another device's edit, applied at once. */
  edit(id: RecordId, field: string, value: unknown): void {
    const row = this.rows.get(id);
    if (row?.data) this.#write(row, { [field]: value }, SOMEBODY_ELSE, null);
  }

  remove(id: RecordId): void {
    const row = this.rows.get(id);
    if (row?.data) this.#delete(row, null);
  }

  /** A person decides the conflict on a record: for the device in it, or for what is here. */
  decide(id: RecordId, mine: boolean): void {
    const row = this.rows.get(id);
    const conflict = this.open.get(id);
    if (row === undefined || conflict === undefined) return;
    const { operation, fields } = conflict;
    this.open.delete(id);
    const { version } = row;
    if (mine && operation.action === 'DELETE') {
      if (row.data !== null) this.#delete(row, null);
    } else if (mine && operation.action === 'UPDATE') {
      row.data ??= row.last;
      const answers = fields.map((field) => [field, operation.patch[field] ?? null]);
      this.#write(row, Object.fromEntries(answers) as RecordData, SOMEBODY_ELSE, null);
    }
    if (row.version === version) this.#move(row, null);
    for (const field of fields) row.touched.set(field, { version: row.version, by: SOMEBODY_ELSE });
    const settlement: Settlement = {
      operation: operation.id,
      strategy: mine ? 'LOCAL_WINS' : 'SERVER_WINS',
      by: 'Ibrahim Mustapha',
      at: '2026-11-20T10:00:00.000Z',
      justification: 'counted again',
      fields: [...fields],
    };
    this.settled.set(id, [...(this.settled.get(id) ?? []), settlement]);
  }

  valuesOf(id: RecordId, field: string): readonly unknown[] {
    return this.seen.get(`${id} ${field}`) ?? [];
  }

  #judge(operation: Operation, device: string, fences: ReadonlySet<RecordId>): Verdict {
    const original = this.ledger.get(operation.id);
    if (original !== undefined) return { status: 'duplicate', original };
    const { entityId } = operation;
    if (fences.has(entityId) || this.open.has(entityId))
      return { status: 'held', code: 'EARLIER_OPERATION_OPEN' };
    const missing = (operation.dependsOn ?? []).find((id) => !this.rows.has(id));
    if (missing !== undefined) return { status: 'held', code: 'DEPENDENCY_MISSING', waitsFor: missing };
    const row = this.rows.get(entityId);
    if (row === undefined && operation.action !== 'CREATE' && operation.base === 0)
      return { status: 'held', code: 'DEPENDENCY_MISSING', waitsFor: entityId };
    const verdict = this.#decide(operation, row, device);
    this.ledger.set(operation.id, verdict);
    return verdict;
  }

  #decide(operation: Operation, row: Row | undefined, device: string): RecordedVerdict {
    if (this.refuses(operation)) return { status: 'rejected', code: 'VALIDATION', message: 'refused' };
    if (operation.action === 'CREATE') {
      if (row !== undefined) return { status: 'rejected', code: 'ALREADY_EXISTS', message: '' };
      const { entityId: id, type } = operation;
      const created: Row = {
        id,
        type,
        version: 0,
        data: {},
        last: {},
        touched: new Map(),
        position: 0,
        knownTo: null,
      };
      this.rows.set(id, created);
      this.#count(operation);
      this.#write(created, operation.data, device, device);
      return { status: 'applied', version: 1 };
    }
    if (row === undefined) return { status: 'rejected', code: 'NOT_FOUND', message: '' };
    const unseen = [...row.touched].filter(([, last]) => last.version > operation.base && last.by !== device);
    if (operation.action === 'DELETE') {
      if (row.data === null) return { status: 'applied', version: row.version };
      if (unseen.length > 0)
        return this.#dispute(
          operation,
          row,
          unseen.map(([field]) => field),
          {},
        );
      this.#count(operation);
      this.#delete(row, device);
      return { status: 'applied', version: row.version };
    }
    const { patch } = operation;
    if (row.data === null) return this.#dispute(operation, row, Object.keys(patch), patch);
    const { data } = row;
    const fought = unseen
      .map(([field]) => field)
      .filter((field) => field in patch && !same(patch[field], data[field]));
    const clean = Object.fromEntries(Object.entries(patch).filter(([field]) => !fought.includes(field)));
    this.#count(operation);
    const others = unseen.some(([field]) => !(field in patch));
    this.#write(row, clean, device, fought.length === 0 && !others ? device : null);
    if (fought.length > 0) return this.#dispute(operation, row, fought, patch);
    return { status: others ? 'merged' : 'applied', version: row.version };
  }

  #dispute(operation: Operation, row: Row, fields: string[], patch: RecordData): RecordedVerdict {
    const conflictId = operation.id as string as ConflictId;
    this.open.set(row.id, { operation, fields });
    for (const field of fields) this.#remember(this.disputed, row.id, field, patch[field] ?? null);
    return { status: 'conflict', version: row.version, conflictId, fields };
  }

  #write(row: Row, patch: RecordData, by: string, knownTo: string | null): void {
    const before = row.data ?? {};
    const changes = Object.entries(patch).filter(([field, value]) => !same(before[field], value));
    if (changes.length === 0 && row.version > 0) return;
    const data = { ...before };
    this.#move(row, knownTo);
    for (const [field, value] of changes) {
      if (value === null || value === undefined) delete data[field];
      else data[field] = value;
      const last = row.touched.get(field);
      if (last?.by === SOMEBODY_ELSE && by !== SOMEBODY_ELSE)
        this.replaced(row.id, field, before[field], last.version);
      row.touched.set(field, { version: row.version, by });
      this.#remember(this.seen, row.id, field, value ?? null);
    }
    row.data = data;
  }

  #delete(row: Row, knownTo: string | null): void {
    row.last = row.data ?? row.last;
    row.data = null;
    this.#move(row, knownTo);
  }

  #move(row: Row, knownTo: string | null): void {
    row.version += 1;
    row.knownTo = knownTo;
    row.position = this.#head += 1;
  }

  #count({ id }: Operation): void {
    this.effects.set(id, (this.effects.get(id) ?? 0) + 1);
  }

  #remember(book: Map<string, unknown[]>, id: RecordId, field: string, value: unknown): void {
    const key = `${id} ${field}`;
    book.set(key, [...(book.get(key) ?? []), value]);
  }

  /** A device that comes with no cursor is given what it wrote itself, too, on all pages of its walk. */
  #page({ cursor, wantBytes, device }: ExchangeRequest): Pick<ExchangeReply, 'changes' | 'cursor' | 'more'> {
    const everything = cursor === null || cursor.endsWith('*');
    const from = cursor === null ? 0 : Number.parseInt(cursor.slice(2), 10);
    if (wantBytes === 0) return { cursor: cursor ?? 'm.0*' };
    const found = [...this.rows.values()]
      .filter(
        (row) => row.position > from && (everything || row.knownTo !== device || this.settled.has(row.id)),
      )
      .sort((a, b) => a.position - b.position);
    const page = found.slice(0, this.pageSize);
    const more = found.length > page.length;
    const end = more ? (page.at(-1)?.position ?? from) : this.#head;
    return {
      ...(page.length === 0 ? {} : { changes: page.map((row) => changeOf(row, this.settled.get(row.id))) }),
      cursor: `m.${end}${more && everything ? '*' : ''}`,
      ...(more ? { more } : {}),
    };
  }
}

function changeOf({ id, type, version, data }: Row, settled: Settlement[] | undefined): Change {
  return {
    id,
    type,
    version,
    data: data === null ? null : { ...data },
    score: 40,
    capturedAt: '2026-11-20T08:00:00.000Z',
    ...(settled === undefined ? {} : { settled }),
  };
}
