import type { Sector } from '../domain.ts';
import type { AssessmentData, assessmentSchemaBySector } from '../records/assessment.ts';
import type { ResponseData, responseSchemaBySector } from '../records/response.ts';
import type { z } from 'zod';
import type { QuestionsFor, QuestionWordsFor } from './question.ts';

/** What every assessment asks; the fields that all sectors share. */
export type CommonAssessment = Pick<AssessmentData, Exclude<keyof AssessmentData, 'assessmentType'>>;
/** What one sector's assessment asks beyond that. */
export type SectorAssessment<S extends Sector> = Omit<
  z.infer<(typeof assessmentSchemaBySector)[S]>,
  keyof AssessmentData
>;

export type CommonResponse = Pick<ResponseData, Exclude<keyof ResponseData, 'responseType'>>;
export type SectorResponse<S extends Sector> = Omit<
  z.infer<(typeof responseSchemaBySector)[S]>,
  keyof ResponseData
>;

export interface SectorQuestions<S extends Sector> {
  readonly assessment: QuestionsFor<SectorAssessment<S>>;
  readonly response: QuestionsFor<SectorResponse<S>>;
}

export interface SectorQuestionWords<S extends Sector> {
  readonly assessment: QuestionWordsFor<SectorAssessment<S>>;
  readonly response: QuestionWordsFor<SectorResponse<S>>;
}

export interface CommonQuestionWords {
  readonly assessment: QuestionWordsFor<CommonAssessment>;
  readonly response: QuestionWordsFor<CommonResponse>;
}
