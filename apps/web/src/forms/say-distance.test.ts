import { expect, it } from 'vitest';
import { en } from '../words/en.ts';
import { sayDistance } from './say-distance.ts';

it('says distances as people do', () => {
  const said = [0.2, 8.4, 94, 847, 994, 995, 3_240, 9_949, 140_300].map((metres) => sayDistance(metres, en));
  expect(said).toEqual(['1 m', '8 m', '94 m', '850 m', '990 m', '1 km', '3.2 km', '9.9 km', '140 km']);
});
