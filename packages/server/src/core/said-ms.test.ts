import { expect, it } from 'vitest';
import { saidMs } from './said-ms.ts';

it('[P2] a short time at work is told to ten, so that a header which was sent before is sent again', () => {
  expect([0, 4.9, 5, 14.9, 23, 99.9].map(saidMs)).toEqual([0, 0, 10, 10, 20, 100]);
});

it('a long one to the millisecond: it decides what a device thinks of its link', () => {
  expect([100.4, 837.6].map(saidMs)).toEqual([100, 838]);
});
