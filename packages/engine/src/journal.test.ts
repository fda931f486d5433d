import { describe, expect, it } from 'vitest';
import { noteLine, type StoredNote } from './core/note.ts';
import { Journal } from './journal.ts';
import { MemoryNoteStore } from './testing/memory-note-store.ts';
import { food, Phone } from './testing/phone.ts';

const MARK = 'Zainab Bukar';

describe('the log of a phone', () => {
  const logged = (phone: Phone): Journal => new Journal(new MemoryNoteStore(), phone.clock);

  it('[X2] holds nothing that a person wrote, whatever the sessions met', async () => {
    const phone = new Phone();
    const journal = logged(phone);
    const replay = (): void => {
      for (const { name, event } of phone.events.splice(0))
        journal.noteEvent(name as 'session:ended', event as never);
      for (const result of phone.observed.splice(0)) journal.noteExchange(result);
    };
    const record = await phone.save(food({ additionalDetails: MARK }));
    await phone.drainAll((ask) => {
      ask.fail('INTERNAL');
    });
    replay();
    await phone.clock.advance(3_600_000);
    await phone.drainAll((ask) => {
      ask.accept({
        0: { status: 'rejected', code: 'VALIDATION', message: `${MARK} is no answer`, field: MARK },
      });
    });
    replay();
    journal.noteError(new TypeError(`${MARK} is not a function`));
    const text = (await journal.list()).map(noteLine).join('\n');
    expect(text).toContain('failure INTERNAL');
    expect(text).toContain('not taken 1');
    expect(text).toContain('error TypeError');
    for (const secret of [MARK, 'Zainab', record.id, String(record.data['affectedEntityId'])])
      expect(text).not.toContain(secret);
  });

  it('notes a hold when it changes, not at each look', async () => {
    const phone = new Phone();
    const journal = logged(phone);
    for (const reasons of [['battery'], ['battery'], [], [], ['user']] as const)
      journal.noteEvent('hold:changed', { reasons });
    const holds = (await journal.list()).map(({ note }) => (note.what === 'hold' ? note.reasons : []));
    expect(holds).toEqual([['battery'], [], ['user']]);
  });

  it('keeps the order of notes, and goes on after one that could not be written', async () => {
    const phone = new Phone();
    const kept: StoredNote[] = [];
    const store = new MemoryNoteStore(kept);
    let full = false;
    const journal = new Journal(
      {
        add: (at, note) => (full ? Promise.reject(new Error('no room')) : store.add(at, note)),
        list: () => store.list(),
        close: () => undefined,
      },
      phone.clock,
    );
    journal.note({ what: 'quarantine', rows: 1 });
    await journal.list();
    full = true;
    journal.note({ what: 'quarantine', rows: 2 });
    await journal.list();
    full = false;
    journal.note({ what: 'quarantine', rows: 3 });
    expect((await journal.list()).map(({ note }) => note)).toEqual([
      { what: 'quarantine', rows: 1 },
      { what: 'quarantine', rows: 3 },
    ]);
  });

  it('that cannot be read is empty', async () => {
    const journal = new Journal(
      {
        add: () => Promise.resolve(),
        list: () => Promise.reject(new Error('broken')),
        close: () => undefined,
      },
      new Phone().clock,
    );
    expect(await journal.list()).toEqual([]);
  });
});
