/**
 * Writes the primer of the dense form: `node scripts/write-primer.mjs --records=60`. Whatever it writes is a new primer,
 * unless nothing changed: then PRIMER_ID must change, too, and the pinned hash in primer.test.ts.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ByteSink } from '../../packages/protocol/src/dense/byte-sink.ts';
import { MixingState } from '../../packages/protocol/src/dense/mixing-state.ts';
import { runToEnd } from '../../packages/protocol/src/dense/run-to-end.ts';
import { primerMessages } from './primer/primer-messages.ts';

const { values } = parseArgs({ options: { records: { type: 'string', default: '60' } } });
const state = new MixingState();
const sink = new ByteSink();
for (const message of primerMessages(Number(values.records))) {
  const payload = runToEnd(state.write(message));
  sink.varint(payload.length);
  sink.append(payload);
}
const letters = Buffer.from(sink.taken()).toString('base64').replaceAll('=', '');
const lines = letters.match(/.{1,100}/g) ?? [];
const file = join(process.cwd(), 'packages/protocol/src/dense/primer-data.ts');
writeFileSync(
  file,
  [
    '/** Written by scripts/write-primer.mjs, frozen by primer.test.ts: never edited. */',
    'export const PRIMER_BASE64 = [',
    ...lines.map((line) => `  '${line}',`),
    `].join('');`,
    '',
  ].join('\n'),
);
console.log(`${String(sink.length)} B, ${String(lines.length)} lines: ${file}`);
