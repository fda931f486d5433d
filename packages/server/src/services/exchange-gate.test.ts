import { describe, expect, it } from 'vitest';
import type { ExchangePlace } from './exchange-gate.ts';
import { ExchangeGate } from './exchange-gate.ts';

const arrive = (gate: ExchangeGate): ExchangePlace => {
  const place = gate.arrive();
  if (place === undefined) throw new Error('turned away');
  return place;
};

describe('ExchangeGate', () => {
  it('works on so many at once, lets so many wait in their order, and turns the rest away', async () => {
    const gate = new ExchangeGate({ running: 1, waiting: 2, arrived: 100 });
    const places = [arrive(gate), arrive(gate), arrive(gate), arrive(gate)];
    const order: number[] = [];
    const entered = places.map(async (place, n) => {
      if (await place.enter()) order.push(n);
      return order.includes(n);
    });
    expect(await entered[0]).toBe(true);
    // Its body was on the way before the others began to wait: told as soon as it is here.
    expect(await entered[3]).toBe(false);
    expect(gate.arrive()).toBeUndefined();
    places[0]?.leave();
    expect(await entered[1]).toBe(true);
    expect(gate.arrive()).toBeDefined();
    places[1]?.leave();
    expect(await entered[2]).toBe(true);
    expect(order).toEqual([0, 1, 2]);
  });

  it('an arriving body keeps nobody out', async () => {
    const gate = new ExchangeGate({ running: 1, waiting: 1, arrived: 100 });
    Array.from({ length: 50 }, () => arrive(gate));
    expect(await arrive(gate).enter()).toBe(true);
  });

  it('bounds the bodies that arrive', () => {
    const gate = new ExchangeGate({ running: 1, waiting: 1, arrived: 2 });
    const [first] = [arrive(gate), arrive(gate)];
    expect(gate.arrive()).toBeUndefined();
    first?.leave();
    first?.leave();
    expect(gate.arrive()).toBeDefined();
    expect(gate.arrive()).toBeUndefined();
  });

  it('gives the turn back once, however often it is left', async () => {
    const gate = new ExchangeGate({ running: 1, waiting: 5, arrived: 100 });
    const [first, second, third] = [arrive(gate), arrive(gate), arrive(gate)];
    await first?.enter();
    const turns = [second?.enter(), third?.enter()];
    first?.leave();
    first?.leave();
    expect(await turns[0]).toBe(true);
    expect(await Promise.race([turns[1], Promise.resolve('waits')])).toBe('waits');
  });
});
