import type { Sector } from '../domain.ts';

export const sectorsEn: Readonly<Record<Sector, string>> = {
  HEALTH: 'Health',
  WASH: 'WASH',
  SHELTER: 'Shelter',
  FOOD: 'Food',
  SECURITY: 'Security',
  POPULATION: 'Population',
};
