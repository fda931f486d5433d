// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { QUIET_MS, ReadingPlace } from './reading-place.ts';

let now: number;
let place: ReadingPlace;
let scroller: HTMLElement;
let list: HTMLElement;
beforeEach(() => {
  now = 1_000;
  place = new ReadingPlace(() => now);
  document.body.innerHTML = '<div data-list-area><ul><li>row</li></ul></div>';
  scroller = document.querySelector('div') as HTMLElement;
  list = document.querySelector('ul') as HTMLElement;
  place.attach(list);
});

describe('ReadingPlace', () => {
  it('a person who just moved, touched or typed in the list reads; a pointer that lies there does not', () => {
    expect(place.isReading()).toBe(false);
    for (const sign of ['pointermove', 'touchmove', 'keydown']) {
      list.querySelector('li')?.dispatchEvent(new Event(sign, { bubbles: true }));
      now += QUIET_MS - 1;
      expect(place.isReading()).toBe(true);
      now += 1;
      expect(place.isReading()).toBe(false);
    }
  });

  it('who scrolled down reads, for as long as they stay there', () => {
    scroller.scrollTop = 200;
    now += 10 * QUIET_MS;
    expect(place.isReading()).toBe(true);
    scroller.scrollTop = 0;
    expect(place.isReading()).toBe(false);
  });

  it('lets go of a list that is gone', () => {
    place.attach(null);
    list.dispatchEvent(new Event('pointermove'));
    expect(place.isReading()).toBe(false);
  });
});
