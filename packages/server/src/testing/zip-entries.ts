import { unzipSync } from 'fflate';

/** The files of a zip, as text, by name. */
export function zipEntries(bytes: Uint8Array): Readonly<Record<string, string>> {
  const entries = Object.entries(unzipSync(bytes));
  return Object.fromEntries(entries.map(([name, content]) => [name, Buffer.from(content).toString()]));
}
