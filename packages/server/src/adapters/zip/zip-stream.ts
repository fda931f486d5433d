import { Zip, ZipDeflate } from 'fflate';
import type { ZipFile } from '../../export-ports.ts';

/**
 * A zip file as its contents come, and nothing of it kept. Each part is packed in the step that brings it, so a part should be no
 * longer than what may hold everything else up: 250 KB take some 10 ms.
 */
export async function* zipStream(files: AsyncIterable<ZipFile>, at: number): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  let failed: Error | undefined;
  const zip = new Zip((error, chunk) => {
    if (error === null) ready.push(chunk);
    else failed = error;
  });
  const take = (): Uint8Array[] => {
    if (failed !== undefined) throw failed;
    const taken = ready;
    ready = [];
    return taken;
  };
  const encoder = new TextEncoder();
  try {
    for await (const { name, parts } of files) {
      const entry = new ZipDeflate(name, { level: 6 });
      entry.mtime = at;
      zip.add(entry);
      for await (const part of parts) {
        entry.push(encoder.encode(part));
        yield* take();
      }
      entry.push(new Uint8Array(0), true);
      yield* take();
    }
    zip.end();
    yield* take();
  } finally {
    zip.terminate();
  }
}
