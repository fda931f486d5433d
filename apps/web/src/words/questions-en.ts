import { common } from './questions-en/common.ts';
import { food } from './questions-en/food.ts';
import { health } from './questions-en/health.ts';
import { population } from './questions-en/population.ts';
import { security } from './questions-en/security.ts';
import { shelter } from './questions-en/shelter.ts';
import { wash } from './questions-en/wash.ts';

/** What the forms ask, and the words for every answer that can be chosen. */
export const questions = {
  common,
  HEALTH: health,
  WASH: wash,
  SHELTER: shelter,
  FOOD: food,
  SECURITY: security,
  POPULATION: population,
};
