import { describe, expect, it } from 'vitest';
import { EventReader } from '../testing/event-reader.ts';
import { EventStream } from './event-stream.ts';

const reading = (stream: EventStream): EventReader => new EventReader(new Response(stream.body));

describe('EventStream', () => {
  it('writes events, marks and beats as browsers read them', async () => {
    const stream = new EventStream(() => undefined);
    stream.mark('e.1');
    stream.send({ name: 'record', data: { text: 'two\nlines' }, id: 'e.2' });
    stream.send({ name: 'command', data: {} });
    stream.end('closing');
    const reader = reading(stream);
    expect(await reader.take(3)).toEqual([
      { id: 'e.1' },
      { id: 'e.2', event: 'record', data: { text: 'two\nlines' } },
      { event: 'command', data: {} },
    ]);
    expect(await reader.next()).toBeUndefined();
  });

  it('says when its reader does not keep up, and when there is room again', async () => {
    const stream = new EventStream(() => undefined);
    const long = { name: 'record', data: 'x'.repeat(70_000) } as const;
    stream.send(long);
    expect(stream.hasRoom).toBe(false);
    const room = stream.room();
    await reading(stream).next();
    await room;
    expect(stream.hasRoom).toBe(true);
  });

  it('drops what is buffered for a reader that was too slow', async () => {
    const stream = new EventStream(() => undefined);
    stream.send({ name: 'record', data: 'x'.repeat(70_000) });
    stream.end('slow');
    await expect(reading(stream).next()).rejects.toThrow('does not keep up');
  });

  it('tells once that its reader has gone, and takes nothing more', async () => {
    let gone = 0;
    const stream = new EventStream(() => (gone += 1));
    await reading(stream).close();
    stream.send({ name: 'record', data: {} });
    stream.end('closing');
    await stream.room();
    expect([stream.gone, gone]).toEqual([true, 1]);
  });
});
