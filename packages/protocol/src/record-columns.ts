/**
 * What a table of records has for columns: one an answer, read off the record schemas, so that a question added to a form is
 * in every export without another list to keep.
 */
import type { RecordType } from './domain.ts';
import { SECTORS } from './domain.ts';
import { assessmentSchemaBySector } from './records/assessment.ts';
import { mediaSchema } from './records/media.ts';
import type { RecordData } from './records/record-data.ts';
import { responseSchemaBySector } from './records/response.ts';

/** `time`: ISO 8601. `day`: a date without a time. `choices`: several of a set. `items`: a list of things with their amounts. */
export type ColumnKind = 'text' | 'number' | 'yes-no' | 'time' | 'day' | 'choices' | 'items';

export interface RecordColumn {
  /** Dotted: `waterQuality`, `location.latitude`. */
  readonly name: string;
  /** In plain words: `Water quality`. */
  readonly header: string;
  readonly kind: ColumnKind;
}

/** What a cell of such a table holds; null for no answer. Times and days are text still. */
export type CellValue = string | number | boolean | null;

/** As much of a schema's description as is looked at. */
interface Described {
  readonly shape?: Readonly<Record<string, unknown>>;
  readonly def: {
    readonly type: string;
    readonly innerType?: Described;
    readonly element?: Described;
    readonly format?: string;
  };
}

interface Shaped {
  readonly shape: Readonly<Record<string, unknown>>;
}

/** Tables have a column for place and sector already. */
const ELSEWHERE: ReadonlySet<string> = new Set(['affectedEntityId', 'assessmentType', 'responseType']);

function columnsOf(path: string, schema: Described): RecordColumn[] {
  const { def } = schema;
  const column = (kind: ColumnKind): RecordColumn[] => [{ name: path, header: plainHeader(path), kind }];
  switch (def.type) {
    case 'optional':
      return def.innerType === undefined ? [] : columnsOf(path, def.innerType);
    case 'number':
      return column('number');
    case 'boolean':
      return column('yes-no');
    case 'array':
      return column(def.element?.def.type === 'object' ? 'items' : 'choices');
    case 'object':
      return Object.entries(schema.shape ?? {}).flatMap(([name, inner]) =>
        columnsOf(`${path}.${name}`, inner as Described),
      );
    case 'string':
      return column(def.format === 'datetime' ? 'time' : def.format === 'date' ? 'day' : 'text');
    default:
      return column('text');
  }
}

/** `numberHealthFacilities` reads *Number health facilities*; `location.accuracyMetres` *Location accuracy metres*. */
function plainHeader(path: string): string {
  const words = path.replaceAll('.', ' ').replace(/([a-z])([A-Z0-9])/g, '$1 $2');
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
}

function union(schemas: readonly Shaped[]): RecordColumn[] {
  const columns = new Map<string, RecordColumn>();
  for (const { shape } of schemas)
    for (const [name, schema] of Object.entries(shape))
      if (!ELSEWHERE.has(name))
        for (const column of columnsOf(name, schema as Described))
          if (!columns.has(column.name)) columns.set(column.name, column);
  return [...columns.values()];
}

const COLUMNS: Readonly<Record<RecordType, readonly RecordColumn[]>> = {
  ASSESSMENT: union(SECTORS.map((sector) => assessmentSchemaBySector[sector])),
  RESPONSE: union(SECTORS.map((sector) => responseSchemaBySector[sector])),
  MEDIA: union([mediaSchema]),
};

/** Every answer that a record of this type may have, whatever its sector, in the order of the forms. */
export function recordColumns(type: RecordType): readonly RecordColumn[] {
  return COLUMNS[type];
}

/** What a record says in a column. An answer of another build that does not fit is written as it is, not left out. */
export function cellOf(column: Pick<RecordColumn, 'name'>, data: RecordData): CellValue {
  const value = column.name
    .split('.')
    .reduce<unknown>(
      (inner, key) => (isObject(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined),
      data,
    );
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(inOneLine).join('; ');
  return inOneLine(value);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** `{name, quantity, unit}` reads *name quantity unit*. */
function inOneLine(value: unknown): string {
  return isObject(value) ? Object.values(value).map(inOneLine).join(' ') : String(value);
}
