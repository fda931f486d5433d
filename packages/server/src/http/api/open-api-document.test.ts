import { ERROR_TABLE, ROLES } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { lintOpenApi } from '../../testing/lint-open-api.ts';
import { ACCESS } from '../access-table.ts';
import { DESCRIPTIONS, descriptionOf } from './descriptions.ts';
import type { ApiOperation } from './open-api-document.ts';
import { openApiDocument } from './open-api-document.ts';

const document = openApiDocument(ACCESS, DESCRIPTIONS);
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]): readonly [string, ApiOperation] => [
    `${method.toUpperCase()} ${path}`,
    operation,
  ]),
);
const find = (route: string): ApiOperation => {
  const found = operations.find(([name]) => name === route)?.[1];
  if (found === undefined) throw new Error(`no ${route}`);
  return found;
};
const resolve = (ref: unknown): Record<string, unknown> =>
  String((ref as { $ref: string }).$ref)
    .split('/')
    .slice(1)
    .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], document) as Record<string, unknown>;

describe('the document of the API', () => {
  it('has nothing that a public linter finds wrong', async () => {
    expect(await lintOpenApi(document)).toEqual([]);
    // And the linter looks.
    const { responses: _, ...broken } = find('GET /healthz');
    expect(await lintOpenApi({ ...document, paths: { '/healthz': { get: broken } } })).not.toEqual([]);
  });

  it('has each route of the access table exactly once', () => {
    const listed = ACCESS.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
    expect(operations.map(([route]) => route).sort()).toEqual([...listed].sort());
    expect(new Set(operations.map(([, { operationId }]) => operationId)).size).toBe(ACCESS.length);
  });

  it('refuses a route that nobody has described, in the document and where it would be mounted', () => {
    const extra = { method: 'GET', path: '/api/v1/anything', who: 'anyone' } as const;
    expect(() => openApiDocument([...ACCESS, extra], DESCRIPTIONS)).toThrow('GET /api/v1/anything');
    expect(() => descriptionOf('GET', '/api/v1/anything')).toThrow('packages/server/src/http/api/');
    expect(() => openApiDocument(ACCESS.slice(1), DESCRIPTIONS)).toThrow('not in the access table');
    const [first] = ACCESS;
    if (first === undefined) throw new Error('an empty table');
    expect(() => openApiDocument([...ACCESS, first], DESCRIPTIONS)).toThrow('twice');
  });

  it('says who may call what, and that the others are refused', () => {
    for (const { method, path, who, by } of ACCESS) {
      const { security, description, responses } = find(`${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
      if (who === 'anyone') {
        if (path !== '/metrics') expect(security).toEqual([]);
        continue;
      }
      expect(security).toEqual([by === 'basic' ? { password: [] } : { session: [] }]);
      for (const role of ROLES)
        expect([role, description.includes(role)]).toEqual([role, who.includes(role)]);
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(['401', '403', '500', '503']));
      expect(Object.keys(responses).filter((status) => status.startsWith('2'))).toHaveLength(1);
    }
  });

  it('gives each error its status of the error table, and Retry-After where one is sent', () => {
    for (const [, { responses }] of operations)
      for (const [status, response] of Object.entries(responses)) {
        if (status.startsWith('2')) continue;
        const { description, headers } = resolve(response) as { description: string; headers: object };
        const codes = [...description.matchAll(/`([A-Z_]+)`:/g)].map(([, code]) => code ?? '');
        expect(codes.length).toBeGreaterThan(0);
        for (const code of codes) expect(ERROR_TABLE).toHaveProperty([code, 'status'], Number(status));
        expect(headers).toHaveProperty('x-request-id');
        expect('Retry-After' in headers).toBe(['429', '503', '507'].includes(status));
      }
  });

  it('shows the exchange in both forms, and what a record is made of', () => {
    const { requestBody, responses } = find('POST /api/v1/sync');
    const types = ['application/json', 'application/vnd.fieldsync.dense'];
    expect(Object.keys(requestBody?.content ?? {})).toEqual(types);
    expect(responses['200']).toHaveProperty('content');
    expect(Object.keys((responses['200'] as { content: object }).content)).toEqual(types);
    expect(JSON.stringify(document.components.schemas['Operation'])).toContain('schemas/Assessment"');
    expect(JSON.stringify(document.components.schemas['WashAssessment'])).toContain('waterQuality');
  });

  it('has examples that the schemas themselves accept', () => {
    let bodies = 0;
    for (const [route, { body, answer, examples }] of Object.entries(DESCRIPTIONS)) {
      if (body !== undefined) {
        bodies += 1;
        expect([route, body.safeParse(examples?.body).error]).toEqual([route, undefined]);
      }
      if (examples?.answer !== undefined && answer instanceof z.ZodType)
        expect([route, answer.safeParse(examples.answer).error]).toEqual([route, undefined]);
    }
    expect(bodies).toBeGreaterThan(10);
  });

  it('names each part of a query, and which must be there', () => {
    expect(find('DELETE /api/v1/sync/priority/rules/{id}').parameters).toEqual([
      expect.objectContaining({ name: 'id', in: 'path', required: true }),
      expect.objectContaining({
        name: 'revision',
        in: 'query',
        required: true,
        schema: { type: 'integer', minimum: 1 },
      }),
    ]);
    expect(find('GET /api/v1/records').parameters).toContainEqual({
      name: 'limit',
      in: 'query',
      required: false,
      schema: { default: 50, type: 'integer', minimum: 1, maximum: 200 },
    });
  });
});
