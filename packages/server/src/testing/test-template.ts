import { dirname, join } from 'node:path';
import { readTemplate, writeTemplate } from '../adapters/embedded/template.ts';
import { MIGRATIONS_FOLDER, TEMPLATE_FILE } from '../open-database.ts';

/** The template of the embedded database, made on first use and whenever the migrations have changed. */
export async function testTemplate(): Promise<Blob> {
  const file = join(dirname(TEMPLATE_FILE), 'test-template.tar.gz');
  const made = readTemplate(file, MIGRATIONS_FOLDER);
  if (made !== undefined) return made;
  await writeTemplate(file, MIGRATIONS_FOLDER);
  const template = readTemplate(file, MIGRATIONS_FOLDER);
  if (template === undefined) throw new Error(`no template at ${file}`);
  return template;
}
