import type { JsonSchema } from './schema-book.ts';

type Part = Readonly<{
  $ref?: string;
  type?: string | readonly string[];
  const?: unknown;
  enum?: readonly unknown[];
  format?: string;
  default?: unknown;
  description?: string;
  properties?: Readonly<Record<string, Part>>;
  required?: readonly string[];
  items?: Part;
  prefixItems?: readonly Part[];
  anyOf?: readonly Part[];
  oneOf?: readonly Part[];
  additionalProperties?: Part | boolean;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  maxItems?: number;
}>;

const MARKS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (mark) => MARKS[mark] ?? '');
}

/** Text of ours, in which only backticks mean something. */
export function prose(text: string): string {
  return escaped(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');
}

/** A schema in words, with its parts as a list below. */
export function schemaHtml(schema: JsonSchema): string {
  return shape(schema);
}

function shape(part: Part): string {
  const words = inWords(part);
  const note = part.description === undefined ? '' : ` <span class="quiet">${prose(part.description)}</span>`;
  return `${words}${note}${below(part)}`;
}

function inWords(part: Part): string {
  if (part.$ref !== undefined) return link(part.$ref);
  if ('const' in part) return code(part.const);
  if (part.enum !== undefined) return part.enum.map(code).join(' or ');
  const choices = part.anyOf ?? part.oneOf;
  if (choices !== undefined)
    return choices.every(isShort) ? choices.map(inWords).join(' or ') : 'one of these:';
  const { type } = part;
  if (Array.isArray(type)) return type.map((name) => inWords({ ...part, type: name as string })).join(' or ');
  return `${TYPES[String(type)]?.(part) ?? 'anything'}${part.default === undefined ? '' : `, ${code(part.default)} when left out`}`;
}

const TYPES: Readonly<Record<string, (part: Part) => string>> = {
  string: ({ format, minLength, maxLength }) =>
    `${FORMATS[format ?? ''] ?? 'text'}${range(minLength === 0 ? undefined : minLength, maxLength, ' letters')}`,
  integer: ({ minimum, maximum }) => `whole number${range(minimum, maximum, '')}`,
  number: ({ minimum, maximum }) => `number${range(minimum, maximum, '')}`,
  boolean: () => 'yes or no',
  null: () => '<code>null</code>',
  array: ({ items, prefixItems, maxItems }) =>
    prefixItems !== undefined
      ? `a list of ${prefixItems.map(inWords).join(', then ')}`
      : `list${maxItems === undefined ? '' : ` of at most ${String(maxItems)}`}, each ${items === undefined ? 'anything' : inWords(items)}`,
  object: ({ properties, additionalProperties }) => {
    if (properties !== undefined && Object.keys(properties).length > 0) return 'object';
    return typeof additionalProperties === 'object' || additionalProperties === true
      ? 'object with values by name'
      : 'empty object';
  },
};

const FORMATS: Readonly<Record<string, string>> = {
  'date-time': 'time',
  date: 'day',
  uuid: 'UUID',
  email: 'email address',
  binary: 'bytes',
};

/** The parts of an object, of the members of a list, of each of several choices. */
function below(part: Part): string {
  if (part.properties !== undefined && Object.keys(part.properties).length > 0) {
    const { required = [] } = part;
    const lines = Object.entries(part.properties).map(
      ([name, inner]) =>
        `<li><span class="name">${escaped(name)}</span>${required.includes(name) ? '' : ' <span class="quiet">may be left out</span>'} ${shape(inner)}</li>`,
    );
    return `<ul class="parts">${lines.join('')}</ul>`;
  }
  if (part.items !== undefined) return below(part.items);
  const choices = part.anyOf ?? part.oneOf;
  if (choices === undefined || choices.every(isShort)) return '';
  return `<ul class="parts">${choices.map((choice) => `<li>${shape(choice)}</li>`).join('')}</ul>`;
}

function isShort(part: Part): boolean {
  return below(part) === '';
}

function range(least: number | undefined, most: number | undefined, unit: string): string {
  if (least === undefined && most === undefined) return '';
  if (most === undefined) return `, ${String(least)} or more${unit}`;
  return least === undefined
    ? `, at most ${String(most)}${unit}`
    : `, ${String(least)} to ${String(most)}${unit}`;
}

function code(value: unknown): string {
  return `<code>${escaped(JSON.stringify(value))}</code>`;
}

function link(ref: string): string {
  const name = escaped(ref.split('/').at(-1) ?? '');
  return `<a href="#schema-${name}">${name}</a>`;
}
