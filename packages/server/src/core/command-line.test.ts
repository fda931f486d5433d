import { describe, expect, it } from 'vitest';
import type { KeptCommand } from './command-line.ts';
import { commandLines } from './command-line.ts';

const command = (change: Partial<KeptCommand> = {}): KeptCommand => ({
  id: 'a',
  kind: 'start',
  by: 'Ibrahim Mustapha',
  at: '2026-11-27T12:00:00.000Z',
  doneAt: null,
  withdrawnAt: null,
  ...change,
});
const done = '2026-11-27T12:04:00.000Z';
const before = '2026-11-27T12:03:59.999Z';

describe('what became of a command', () => {
  it('waits, is done, or was withdrawn; what a device did is done, withdrawn or not', () => {
    const states = [{}, { doneAt: done }, { withdrawnAt: done }, { doneAt: done, withdrawnAt: before }].map(
      (change) => commandLines([command(change)], null)[0]?.state,
    );
    expect(states).toEqual(['waiting', 'done', 'withdrawn', 'done']);
  });

  it('a phone that was asked to send and may not says which rule holds it', () => {
    const [line] = commandLines([command({ doneAt: done })], {
      holdReasons: ['battery', 'offline'],
      at: before,
    });
    expect(line?.heldBy).toEqual(['battery']);
  });

  it('the office’s own pause, from a report before it was lifted, is no reason', () => {
    const resumed = [command({ kind: 'resume', doneAt: done })];
    expect(commandLines(resumed, { holdReasons: ['office'], at: before })[0]?.heldBy).toEqual([]);
    expect(commandLines(resumed, { holdReasons: ['office'], at: done })[0]?.heldBy).toEqual(['office']);
  });

  it('says so of the newest alone: an older one was answered by what came after it', () => {
    const lines = commandLines(
      [
        command({ id: 'b', kind: 'pause', doneAt: done }),
        command({ doneAt: done }),
        command({ doneAt: done }),
      ],
      { holdReasons: ['user'], at: done },
    );
    expect(lines.map(({ heldBy }) => heldBy)).toEqual([[], ['user'], []]);
  });

  it('says so of the newest that was carried out, whatever waits behind it', () => {
    const lines = commandLines([command(), command({ doneAt: done })], { holdReasons: ['user'], at: done });
    expect(lines.map(({ heldBy }) => heldBy)).toEqual([[], ['user']]);
  });

  it('a command that waits is held by nothing that is known', () => {
    expect(commandLines([command()], { holdReasons: ['battery'], at: done })[0]?.heldBy).toEqual([]);
  });
});
