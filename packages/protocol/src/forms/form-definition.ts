import type { Sector } from '../domain.ts';
import type { Question } from './question.ts';
import type { SectorQuestions } from './record-fields.ts';
import {
  assessmentClosing,
  assessmentOpening,
  responseClosing,
  responseOpening,
} from './definitions/common.ts';
import { food } from './definitions/food.ts';
import { health } from './definitions/health.ts';
import { population } from './definitions/population.ts';
import { security } from './definitions/security.ts';
import { shelter } from './definitions/shelter.ts';
import { wash } from './definitions/wash.ts';

/** The two kinds of record that have a form. Media is recorded elsewhere. */
export type FormType = 'ASSESSMENT' | 'RESPONSE';

export interface AskedQuestion {
  readonly field: string;
  readonly question: Question;
}
export const FORM_PARTS = ['opening', 'sector', 'closing'] as const;
export type FormPart = (typeof FORM_PARTS)[number];

export interface FormDefinition {
  readonly type: FormType;
  readonly sector: Sector;
  /** Field that names the sector in the record. */
  readonly sectorField: 'assessmentType' | 'responseType';
  readonly parts: Readonly<Record<FormPart, readonly AskedQuestion[]>>;
  /** All questions, in the order in which they are asked. */
  readonly questions: readonly AskedQuestion[];
}

const sectors: { readonly [S in Sector]: SectorQuestions<S> } = {
  HEALTH: health,
  WASH: wash,
  SHELTER: shelter,
  FOOD: food,
  SECURITY: security,
  POPULATION: population,
};

const asked = (questions: Readonly<Record<string, Question>>): AskedQuestion[] =>
  Object.entries(questions).map(([field, question]) => ({ field, question }));

export function formDefinition(type: FormType, sector: Sector): FormDefinition {
  const isAssessment = type === 'ASSESSMENT';
  const own = sectors[sector];
  const parts = {
    opening: asked(isAssessment ? assessmentOpening : responseOpening),
    sector: asked(isAssessment ? own.assessment : own.response),
    closing: asked(isAssessment ? assessmentClosing : responseClosing),
  };
  return {
    type,
    sector,
    sectorField: isAssessment ? 'assessmentType' : 'responseType',
    parts,
    questions: [...parts.opening, ...parts.sector, ...parts.closing],
  };
}
