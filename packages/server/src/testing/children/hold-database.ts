/** Opens the embedded database in the folder given, says `open`, and holds it until it is killed. */
import { writeSync } from 'node:fs';
import { openDatabase } from '../../open-database.ts';
import { StartRefused } from '../../start-refused.ts';

const rethrow = (error: unknown): never => {
  throw error;
};
const [, , dataDirectory = ''] = process.argv;
try {
  await openDatabase({ dataDirectory, onError: rethrow });
  writeSync(1, 'open\n');
  setInterval(() => undefined, 60_000);
} catch (error) {
  if (!(error instanceof StartRefused)) throw error;
  writeSync(1, `${error.code}\n`);
}
