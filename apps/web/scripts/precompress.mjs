// Writes .br and .gz beside each text file of the export, once, at the best level: the server only picks one.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const out = fileURLToPath(new URL('../out/', import.meta.url));
const text = /\.(html|txt|js|css|svg|json|webmanifest)$/;
/** Below this, headers outweigh what is saved. */
const smallest = 512;

const total = { plain: 0, brotli: 0 };
for (const entry of readdirSync(out, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !text.test(entry.name)) continue;
  const file = path.join(entry.parentPath, entry.name);
  const plain = readFileSync(file);
  if (plain.length < smallest) continue;
  const brotli = brotliCompressSync(plain, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
  });
  writeFileSync(`${file}.br`, brotli);
  writeFileSync(`${file}.gz`, gzipSync(plain, { level: 9 }));
  total.plain += plain.length;
  total.brotli += brotli.length;
}
const kib = (bytes) => (bytes / 1024).toFixed(0);
console.log(`Compressed: ${kib(total.plain)} KiB of text become ${kib(total.brotli)} KiB with Brotli.`);
