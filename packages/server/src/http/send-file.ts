import type { Context } from 'hono';
import { accepts } from './accept-encoding.ts';
import type { HttpEnv } from './http-env.ts';

export interface FileAnswer {
  /** Letters, digits, dots and hyphens. */
  readonly name: string;
  readonly type: string;
  /** Compressed already. */
  readonly packed: boolean;
  readonly parts: AsyncGenerator<Uint8Array>;
  /** Called once, however it ends. */
  readonly ended: () => void;
}

/**
 * A file that is written while it is sent, as fast as the reader takes it. What fails in the middle breaks the connection off, so
 * that nobody takes a part for the whole.
 */
export function sendFile(c: Context<HttpEnv>, { name, type, packed, parts, ended }: FileAnswer): Response {
  let open = true;
  const end = (): void => {
    if (open) ended();
    open = false;
  };
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const next = await parts.next();
        if (next.done !== true) return controller.enqueue(next.value);
        end();
        controller.close();
      } catch (error) {
        end();
        c.get('log').error({ err: error }, 'a file could not be written to its end');
        controller.error(error);
      }
    },
    async cancel() {
      end();
      await parts.return(undefined);
    },
  });
  c.header('content-type', type);
  c.header('content-disposition', `attachment; filename="${name}"`);
  c.header('cache-control', 'no-store');
  // A proxy that keeps the whole before it passes it on would need the room for it.
  c.header('x-accel-buffering', 'no');
  if (packed) return c.body(body);
  c.header('vary', 'accept-encoding');
  if (!accepts(c.req.header('accept-encoding'), 'gzip')) return c.body(body);
  c.header('content-encoding', 'gzip');
  type Packing = Parameters<typeof body.pipeThrough<Uint8Array<ArrayBuffer>>>[0];
  const packing = new CompressionStream('gzip') as Packing;
  return c.body(body.pipeThrough(packing));
}
