import type { LiveEvent, LiveSink } from '../services/live-events.ts';

/** Bytes that may wait for one reader. A summary has about 500. */
const ROOM_BYTES = 65_536;

/** One `text/event-stream` with a bounded buffer: what a reader does not take is not kept for it in memory. */
export class EventStream implements LiveSink {
  readonly body: ReadableStream<Uint8Array>;
  private readonly onGone: () => void;
  private controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  private readonly waiting: (() => void)[] = [];

  /** @param onGone the reader has hung up, or was ended */
  constructor(onGone: () => void) {
    this.onGone = onGone;
    this.body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.controller = controller;
        },
        pull: () => this.wake(),
        cancel: () => this.close(),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: ROOM_BYTES }),
    );
  }

  get gone(): boolean {
    return this.controller === undefined;
  }

  get hasRoom(): boolean {
    return (this.controller?.desiredSize ?? 0) > 0;
  }

  send(event: LiveEvent): void {
    const id = event.id === undefined ? '' : `id: ${event.id}\n`;
    this.write(`${id}event: ${event.name}\ndata: ${JSON.stringify(event.data)}\n\n`);
  }

  mark(id: string): void {
    this.write(`id: ${id}\n\n`);
  }

  beat(): void {
    this.write(':\n\n');
  }

  room(): Promise<void> {
    if (this.gone || this.hasRoom) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  end(reason: 'slow' | 'signed-out' | 'closing'): void {
    const { controller } = this;
    if (controller === undefined) return;
    // An error drops what is buffered and cuts the socket; a reader that does not read would never see a polite end.
    if (reason === 'slow') controller.error(new Error('the reader does not keep up'));
    else controller.close();
    this.close();
  }

  private write(text: string): void {
    this.controller?.enqueue(Buffer.from(text));
  }

  private close(): void {
    this.controller = undefined;
    this.wake();
    this.onGone();
  }

  private wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
