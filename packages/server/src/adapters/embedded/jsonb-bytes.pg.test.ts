import { PGlite, types } from '@electric-sql/pglite';
import { expect, it } from 'vitest';
import { jsonbBytes } from './jsonb-bytes.ts';

it('a jsonb that comes in bytes is what it is as text, of any length and in any letters', async () => {
  const serializers = { [types.JSONB]: jsonbBytes as unknown as (value: unknown) => string };
  const client = new PGlite({ serializers });
  for (const value of [
    { text: 'ƙarancin ruwa ⛑ "quoted"\n' },
    [],
    'a text',
    7,
    { long: 'ɗ'.repeat(200_000) },
  ]) {
    const ask = (given: unknown) =>
      client.query<{ same: boolean; value: unknown }>(
        'select $1::jsonb = $2::text::jsonb as same, $1::jsonb as value',
        [given, JSON.stringify(value)],
      );
    expect((await ask(JSON.stringify(value))).rows).toEqual([{ same: true, value }]);
    if (typeof value === 'object') expect((await ask(value)).rows).toEqual([{ same: true, value }]);
  }
  await expect(client.query('select $1::jsonb', ['{'])).rejects.toThrow(/json/);
  await client.close();
});
