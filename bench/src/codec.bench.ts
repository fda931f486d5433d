/**
 * Bytes and CPU of a request's forms on 1,000 items of the corpus, in the order in which they are sent. The primer and the
 * dictionary know one half of the corpus' sentences, what is measured is made of the other half.
 * `npm run bench -- codec`; `--count=200` takes fewer items.
 */
import { parseArgs } from 'node:util';
import { FIRST_FLIGHT_BYTES } from '@fieldsync/protocol';
import { dense, dictionaryJson, gzipJson, type ByteForm } from './codec/byte-forms.ts';
import { itemsWithin, measureBatches, singles } from './codec/measure-form.ts';
import { makeCorpus } from './corpus.ts';

const { values } = parseArgs({ options: { count: { type: 'string', default: '1000' } } });
const count = Number(values.count);

const corpora = [
  { name: 'seed 1', seed: 1, language: 'en' },
  { name: 'fresh seed 77', seed: 77, language: 'en' },
  { name: 'French, seed 5', seed: 5, language: 'fr' },
] as const;
const forms: readonly ByteForm[] = [
  gzipJson,
  dictionaryJson(),
  dense('columns', false),
  dense('columns', true),
  dense('mixing', false),
  dense('mixing', true),
];
const sizes = [100, 50, 25];

// The first chain of a process reads the primer; that is not what an item costs.
for (const form of forms) form.begin().encode({});

for (const { name, seed, language } of corpora) {
  const operations = makeCorpus({ seed, count, language, phrases: 'odd' }).sort((a, b) => b.score - a.score);
  const json = JSON.stringify(operations).length;
  console.log(`\n${name}: ${String(count)} items, ${String(json)} B of JSON`);
  console.log(
    '| form | by 100 | by 50 | by 25 | one alone, mean / largest | items in 14,000 B | CPU ms an item, there / back |',
  );
  console.log('|---|--:|--:|--:|--:|--:|--:|');
  for (const form of forms) {
    const figures = sizes.map((size) => measureBatches(form, operations, size));
    const alone = singles(form, operations, 20);
    const last = figures.at(-1);
    const cells = [
      form.name,
      ...figures.map(({ bytes }) => String(bytes)),
      `${alone.mean.toFixed(0)} / ${String(alone.largest)}`,
      String(itemsWithin(form, operations, FIRST_FLIGHT_BYTES)),
      `${last?.encodeMs.toFixed(2) ?? ''} / ${last?.decodeMs.toFixed(2) ?? ''}`,
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}
