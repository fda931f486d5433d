import { describe, expect, it } from 'vitest';
import { CHECKS } from './core/self-test.ts';
import { Diagnostics } from './diagnostics.ts';
import { Journal } from './journal.ts';
import { StoreFullError } from './ports.ts';
import type { BrowserReadings } from './self-test.ts';
import { HEALTHY_BROWSER } from './testing/healthy-browser.ts';
import { MemoryNoteStore } from './testing/memory-note-store.ts';
import { MORNING, settled } from './testing/manual-clock.ts';
import { food, Phone } from './testing/phone.ts';

function checked(phone: Phone, browser: Partial<BrowserReadings> = {}): Diagnostics {
  phone.transport.probeResult = { ok: true, rttMs: 400, officeNow: MORNING };
  return new Diagnostics({
    clock: phone.clock,
    store: phone.store,
    transport: phone.transport,
    journal: new Journal(new MemoryNoteStore(), phone.clock),
    browser: { ...HEALTHY_BROWSER, ...browser },
    build: 'b7',
    device: phone.device,
  });
}
const stateOf = async (diagnostics: Diagnostics): Promise<Record<string, string>> =>
  Object.fromEntries((await diagnostics.selfTest()).checks.map(({ check, state }) => [check, state]));

describe('the self-test', () => {
  it('of a healthy phone is all well, and leaves nothing behind', async () => {
    const phone = new Phone();
    const states = await stateOf(checked(phone));
    expect(states).toEqual(Object.fromEntries(CHECKS.map((check) => [check, 'ok'])));
    expect(phone.meta('scratch')).toBeUndefined();
  });

  it('of a phone with no room says so, and that the rest is well', async () => {
    const phone = new Phone();
    phone.disk.beforeCommit = () => {
      throw new StoreFullError('full');
    };
    const result = await checked(phone).selfTest();
    expect(result.checks.filter(({ state }) => state !== 'ok')).toMatchObject([
      { check: 'storage', state: 'fail', says: 'This phone has no room left.' },
    ]);
  });

  it('[C3] of a phone with entries that did not open says how many, and that they are kept', async () => {
    const phone = new Phone();
    await phone.putMeta('quarantined', 3);
    const { checks } = await checked(phone).selfTest();
    expect(checks.find(({ check }) => check === 'encryption')).toMatchObject({
      state: 'fail',
      says: '3 entries on this phone could not be unlocked. They are kept as they are.',
    });
  });

  it('is over within its bound whatever hangs, and never throws whatever breaks', async () => {
    const phone = new Phone();
    const hang = (): Promise<never> => new Promise(() => undefined);
    const diagnostics = checked(phone, {
      worker: hang,
      wakeUp: () => Promise.reject(new TypeError('not allowed')),
      locks: () => {
        throw new DOMException('no', 'SecurityError');
      },
    });
    let over = false;
    const running = stateOf(diagnostics).finally(() => (over = true));
    await settled();
    await phone.clock.advance(14_999);
    expect(over).toBe(false);
    await phone.clock.advance(1);
    expect(await running).toMatchObject({
      worker: 'fail',
      'wake-up': 'fail',
      locks: 'fail',
      storage: 'ok',
      office: 'ok',
    });
    expect(phone.clock.sleeping).toBe(0);
  });

  it('works with no signal: what needs the office says that it was not reached', async () => {
    const phone = new Phone();
    const diagnostics = checked(phone);
    phone.transport.probeResult = { ok: false, code: 'OFFLINE' };
    expect(await stateOf(diagnostics)).toMatchObject({ office: 'warn', clock: 'warn', storage: 'ok' });
  });
});

describe('the log as a file', () => {
  it('has the state of now, the last self-test and the notes, and nothing of the records', async () => {
    const phone = new Phone();
    await phone.save(food({ additionalDetails: 'Zainab Bukar' }));
    const diagnostics = checked(phone, { locks: () => Promise.resolve(false) });
    await diagnostics.selfTest();
    const text = await diagnostics.exportLog();
    expect(text).toContain('normal 1');
    expect(text).toContain('NOTE locks:');
    expect(text).toContain('self-test failed: none; warned: locks');
    expect(text).not.toContain('Zainab');
  });

  it('can be had where the records cannot be read', async () => {
    const phone = new Phone({
      store: {
        read: () => Promise.reject(new Error('broken')),
        write: () => Promise.reject(new Error('broken')),
        close: () => undefined,
      },
    });
    const diagnostics = checked(phone);
    expect(await stateOf(diagnostics)).toMatchObject({ storage: 'fail', locks: 'ok' });
    expect(await diagnostics.exportLog()).toContain('could not be read');
  });
});
