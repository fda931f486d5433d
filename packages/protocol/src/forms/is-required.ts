import type { Sector } from '../domain.ts';
import { assessmentSchemaBySector } from '../records/assessment.ts';
import { responseSchemaBySector } from '../records/response.ts';
import type { FormType } from './form-definition.ts';

/** Whether there is no record without an answer to this; read off the schema. */
export function isRequired(type: FormType, sector: Sector, field: string): boolean {
  const { shape } = (type === 'ASSESSMENT' ? assessmentSchemaBySector : responseSchemaBySector)[sector];
  const schemas: Readonly<Record<string, { safeParse(value: unknown): { success: boolean } }>> = shape;
  return schemas[field]?.safeParse(undefined).success === false;
}
