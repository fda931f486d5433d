export interface ReadEvent {
  readonly id?: string;
  readonly event?: string;
  readonly data?: unknown;
}

/** Reads a `text/event-stream` block by block, as a browser does; beats come as empty blocks. */
export class EventReader {
  private readonly reader: ReadableStreamDefaultReader<Uint8Array>;
  private readonly decoder = new TextDecoder();
  private buffered = '';

  constructor(response: Response) {
    if (response.body === null) throw new Error('the reply has no body');
    this.reader = response.body.getReader() as ReadableStreamDefaultReader<Uint8Array>;
  }

  /** The next block; undefined when the stream has ended. */
  async next(): Promise<ReadEvent | undefined> {
    for (;;) {
      const end = this.buffered.indexOf('\n\n');
      if (end >= 0) {
        const block = this.buffered.slice(0, end);
        this.buffered = this.buffered.slice(end + 2);
        return parseBlock(block);
      }
      const { done, value } = await this.reader.read();
      if (done) return undefined;
      this.buffered += this.decoder.decode(value, { stream: true });
    }
  }

  async take(count: number): Promise<ReadEvent[]> {
    const events: ReadEvent[] = [];
    while (events.length < count) {
      const event = await this.next();
      if (event === undefined) throw new Error(`the stream ended after ${String(events.length)} events`);
      events.push(event);
    }
    return events;
  }

  close(): Promise<void> {
    return this.reader.cancel();
  }
}

function parseBlock(block: string): ReadEvent {
  const fields = block.split('\n').map((line) => line.split(/: ?(.*)/s, 2) as [string, string]);
  const { id, event, data } = Object.fromEntries(fields) as Record<string, string>;
  return {
    ...(id === undefined ? {} : { id }),
    ...(event === undefined ? {} : { event }),
    ...(data === undefined ? {} : { data: JSON.parse(data) as unknown }),
  };
}
