import { createHash } from 'node:crypto';

/** Rows as a database gives them: column to value. */
export type Row = Readonly<Record<string, unknown>>;

/** Whatever can run one statement with parameters. */
export interface Connection {
  query(text: string, parameters?: unknown[]): Promise<unknown>;
}

/** The rows that one batch left behind. */
export interface BatchRows {
  readonly records: readonly Row[];
  readonly operations: readonly Row[];
}

/** One transaction: two multi-row INSERTs and nothing else. What a push costs beyond this is ours. */
export async function insertRaw(connection: Connection, { records, operations }: BatchRows): Promise<void> {
  await connection.query('begin');
  await insert(connection, 'operations', operations);
  await insert(connection, 'records', records);
  await connection.query('commit');
}

async function insert(connection: Connection, table: string, rows: readonly Row[]): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first);
  const parameters: unknown[] = [];
  const places = rows.map((row) => {
    const marks = columns.map((column) => {
      const value = row[column];
      parameters.push(
        typeof value === 'object' && value !== null && !(value instanceof Date)
          ? JSON.stringify(value)
          : value,
      );
      return `$${String(parameters.length)}`;
    });
    return `(${marks.join(',')})`;
  });
  await connection.query(
    `insert into ${table} (${columns.join(',')}) values ${places.join(',')}`,
    parameters,
  );
}

/** Rows of what was pushed, by the batch they came in: operations of one batch share its time and device. */
export function batchesOf(records: readonly Row[], operations: readonly Row[]): BatchRows[] {
  const recordById = new Map(records.map((record) => [record['id'], record]));
  const batches = new Map<string, { records: Row[]; operations: Row[] }>();
  for (const operation of operations) {
    const key = createHash('sha1')
      .update(`${String(operation['device_id'])} ${JSON.stringify(operation['received_at'])}`)
      .digest('hex');
    const batch = batches.get(key) ?? { records: [], operations: [] };
    batches.set(key, batch);
    batch.operations.push(operation);
    const record = recordById.get(operation['record_id']);
    if (record !== undefined) batch.records.push(record);
  }
  return [...batches.values()];
}
