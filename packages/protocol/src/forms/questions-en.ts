import { common } from './words-en/common.ts';
import { food } from './words-en/food.ts';
import { health } from './words-en/health.ts';
import { population } from './words-en/population.ts';
import { security } from './words-en/security.ts';
import { shelter } from './words-en/shelter.ts';
import { wash } from './words-en/wash.ts';

/** What the forms ask, and the words for every answer that can be chosen. */
export const questionsEn = {
  common,
  HEALTH: health,
  WASH: wash,
  SHELTER: shelter,
  FOOD: food,
  SECURITY: security,
  POPULATION: population,
};
