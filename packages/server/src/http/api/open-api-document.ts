import type { ErrorCode } from '@fieldsync/protocol';
import { DENSE_TYPE, PROTOCOL_VERSION, REPLY_HEADER, wireErrorSchema } from '@fieldsync/protocol';
import type { Access } from '../access-table.ts';
import { ERROR_MEANINGS } from './error-meanings.ts';
import { errorsOf, WITH_RETRY_AFTER } from './errors-of.ts';
import type { RouteDescription, RouteDescriptions } from './route-description.ts';
import { isOtherAnswer, TAGS } from './route-description.ts';
import type { JsonSchema } from './schema-book.ts';
import { SchemaBook, usedNames } from './schema-book.ts';

export interface ApiOperation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly ApiParameter[];
  readonly requestBody?: { readonly required: true; readonly content: ApiContent };
  readonly responses: Readonly<Record<string, ApiResponse | { readonly $ref: string }>>;
}
export interface ApiParameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly description?: string;
  readonly schema: JsonSchema;
}
export type ApiContent = Readonly<
  Record<string, { readonly schema: JsonSchema; readonly example?: unknown }>
>;
export interface ApiResponse {
  readonly description: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: ApiContent;
}
export interface ApiDocument {
  readonly openapi: '3.1.1';
  readonly info: Readonly<Record<string, unknown>> & { readonly title: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, ApiOperation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly responses: Readonly<Record<string, ApiResponse>>;
    readonly headers: Readonly<Record<string, unknown>>;
    readonly securitySchemes: Readonly<Record<string, unknown>>;
  };
}

const ABOUT = `Every answer but those to other apps is JSON, \`{"success": true, "data": …, "meta"?: …}\` or \`{"success": false, "error": {"code", "message", "field"?, "retryAfterMs"?}}\`, \
compressed with gzip from 1 KB on for who accepts that, and carries \`${REPLY_HEADER}\` with the version of the wire: what does not is not from the office. \
Answers that refuse or fail carry \`x-request-id\`, under which the server's log has them. Requests that change something must not come from a page of another \
site (\`Origin\`, \`Sec-Fetch-Site\`). Fields may be added to answers; ignore those that you do not know. Times are UTC with milliseconds. No text may hold NUL or half of a \
surrogate pair. What the exchange promises is in \`docs/protocol.md\`.`;

/**
 * The whole API as OpenAPI 3.1, out of the access table and the descriptions of its routes.
 * @throws RangeError for a route without a description and a description without a route
 */
export function openApiDocument(access: readonly Access[], descriptions: RouteDescriptions): ApiDocument {
  const book = new SchemaBook();
  const responses: Record<string, ApiResponse> = {};
  const paths: Record<string, Record<string, ApiOperation>> = {};
  const left = new Set(Object.keys(descriptions));
  for (const line of access) {
    const name = `${line.method} ${line.path}`;
    const description = descriptions[name];
    if (description === undefined) throw new RangeError(`${name} is not described`);
    if (!left.delete(name)) throw new RangeError(`${name} is twice in the access table`);
    const path = line.path.replaceAll(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[line.method.toLowerCase()] = operation(line, description, book, responses);
  }
  if (left.size > 0) throw new RangeError(`${[...left].join(', ')}: described, and not in the access table`);
  const schemas = book.write();
  placeQueries(paths, schemas);
  const used = usedNames([paths, responses], schemas);
  return {
    openapi: '3.1.1',
    info: {
      title: 'Fieldsync',
      version: String(PROTOCOL_VERSION),
      summary: 'What devices, coordinators and operators ask the office.',
      description: ABOUT,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas: Object.fromEntries([...schemas].filter(([name]) => used.has(name)).sort(byName)),
      responses: Object.fromEntries(Object.entries(responses).sort(byName)),
      headers: {
        RetryAfter: {
          description: 'Seconds after which to come back.',
          schema: { type: 'integer', minimum: 1 },
        },
        RequestId: {
          description: 'What the server’s log calls this request.',
          schema: { type: 'string' },
        },
      },
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'fieldsync.session_token',
          description:
            'Set by signing in, HttpOnly and SameSite=Lax; over https its name begins with `__Secure-`.',
        },
        password: {
          type: 'http',
          scheme: 'basic',
          description: 'Email and password of an account, over https.',
        },
        metricsToken: { type: 'http', scheme: 'bearer', description: 'FIELDSYNC_METRICS_TOKEN.' },
      },
    },
  };
}

/** Of coordinators and administrators. */
const CODE_ASKED: Readonly<Record<NonNullable<Access['code']>, string>> = {
  set: 'Asks for a one-time code where the office has set that.',
  device: 'Where the office has set that, asks an office role for a one-time code when `deviceId` is given.',
  always: 'Asks for a one-time code in any case.',
};

function operation(
  access: Access,
  description: RouteDescription,
  book: SchemaBook,
  responses: Record<string, ApiResponse>,
): ApiOperation {
  const { name, tag, summary, details, body, otherBodies, dense, examples } = description;
  const { who, path, code } = access;
  const parameters = parametersOf(description, book);
  return {
    operationId: name,
    tags: [tag],
    summary,
    description: [
      details,
      who === 'anyone' ? 'No session is needed.' : `For: ${who.join(', ')}.`,
      code === undefined ? undefined : CODE_ASKED[code],
    ]
      .filter((text) => text !== undefined)
      .join(' '),
    security: path === '/metrics' ? [{ metricsToken: [] }] : securityOf(access),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: true as const,
            content: content(book.refer(body, `${capital(name)}Body`), dense, examples?.body),
          },
        }),
    ...(otherBodies === undefined
      ? {}
      : {
          requestBody: {
            required: true as const,
            content: Object.fromEntries(otherBodies.map((type) => [type, { schema: schemaOfType(type) }])),
          },
        }),
    responses: {
      [statusOf(description)]: success(description, book),
      ...Object.fromEntries(
        [...errorsOf(access, description)].map(([status, codes]) => [
          String(status),
          { $ref: `#/components/responses/${errorResponse(codes, access.by, book, responses)}` },
        ]),
      ),
    },
  };
}

function securityOf({ who, by }: Access): ApiOperation['security'] {
  if (who === 'anyone') return [];
  return [by === 'basic' ? { password: [] } : { session: [] }];
}

function statusOf({ answer }: RouteDescription): string {
  return String(isOtherAnswer(answer) ? (answer.status ?? 200) : 200);
}

function schemaOfType(contentType: string): JsonSchema {
  return { type: /json|form-data/.test(contentType) ? 'object' : 'string' };
}

/** Those of a query are only marked here: their schemas are taken apart once they are written. */
function parametersOf(
  { name, params, query, querySays }: RouteDescription,
  book: SchemaBook,
): ApiParameter[] {
  return [
    ...Object.entries(params ?? {}).map(([part, { schema, says }]): ApiParameter => ({
      name: part,
      in: 'path',
      required: true,
      description: says,
      schema: book.refer(schema, `${capital(name)}${capital(part)}`),
    })),
    ...Object.keys(query?.shape ?? {}).map((part): ApiParameter => {
      const says = querySays?.[part];
      return {
        name: part,
        in: 'query',
        required: false,
        ...(says === undefined ? {} : { description: says }),
        schema: query === undefined ? {} : book.refer(query, `${capital(name)}Query`),
      };
    }),
  ];
}

/** Each part of a query gets its own schema out of that of the whole. */
function placeQueries(
  paths: Record<string, Record<string, ApiOperation>>,
  schemas: ReadonlyMap<string, JsonSchema>,
): void {
  for (const operations of Object.values(paths))
    for (const [method, { parameters, ...rest }] of Object.entries(operations)) {
      if (parameters === undefined) continue;
      const placed = parameters.map((parameter) => {
        if (parameter.in === 'path') return parameter;
        const whole = schemas.get(String(parameter.schema['$ref']).split('/').at(-1) ?? '');
        const { properties = {}, required = [] } = whole as {
          properties?: Record<string, JsonSchema>;
          required?: string[];
        };
        return {
          ...parameter,
          required: required.includes(parameter.name),
          schema: properties[parameter.name] ?? {},
        };
      });
      operations[method] = { ...rest, parameters: placed };
    }
}

function success({ name, answer, meta, dense, examples }: RouteDescription, book: SchemaBook): ApiResponse {
  if (isOtherAnswer(answer)) {
    const { contentType, says } = answer;
    if (contentType === null) return { description: says };
    const types = typeof contentType === 'string' ? [contentType] : contentType;
    return {
      description: says,
      content: Object.fromEntries(types.map((type) => [type, { schema: schemaOfType(type) }])),
    };
  }
  const schema = {
    type: 'object',
    required: ['success', 'data', ...(meta === undefined ? [] : ['meta'])],
    properties: {
      success: { const: true },
      data: book.refer(answer, `${capital(name)}Answer`),
      ...(meta === undefined ? {} : { meta: book.refer(meta, `${capital(name)}Meta`) }),
    },
  };
  const example =
    examples?.answer === undefined
      ? undefined
      : {
          success: true,
          data: examples.answer,
          ...(examples.meta === undefined ? {} : { meta: examples.meta }),
        };
  return { description: 'It was done.', content: content(schema, dense, example) };
}

function content(schema: JsonSchema, dense: true | undefined, example: unknown): ApiContent {
  const json = { schema, ...(example === undefined ? {} : { example }) };
  if (dense === undefined) return { 'application/json': json };
  const description =
    'The same in the dense form of the protocol, for who asks for it; without Content-Encoding.';
  return {
    'application/json': json,
    [DENSE_TYPE]: { schema: { type: 'string', format: 'binary', description } },
  };
}

function errorResponse(
  codes: readonly ErrorCode[],
  by: Access['by'],
  book: SchemaBook,
  responses: Record<string, ApiResponse>,
): string {
  const name = `${by === 'basic' ? 'OpenRosa-' : ''}${codes.join('-')}`;
  const retryAfter = codes.some((code) => WITH_RETRY_AFTER.includes(code));
  responses[name] ??= {
    description: codes.map((code) => `\`${code}\`: ${ERROR_MEANINGS[code]}`).join('\n\n'),
    headers: {
      'x-request-id': { $ref: '#/components/headers/RequestId' },
      ...(retryAfter ? { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } } : {}),
    },
    content:
      by === 'basic'
        ? { 'text/xml': { schema: schemaOfType('text/xml') } }
        : {
            'application/json': {
              schema: {
                type: 'object',
                required: ['success', 'error'],
                properties: {
                  success: { const: false },
                  error: book.refer(wireErrorSchema, 'WireError'),
                  meta: { type: 'object' },
                },
              },
            },
          },
  };
  return name;
}

function capital(name: string): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
