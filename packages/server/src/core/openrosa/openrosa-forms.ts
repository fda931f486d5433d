import type { Sector } from '@fieldsync/protocol';
import { SECTORS } from '@fieldsync/protocol';
import type { FormType } from '@fieldsync/protocol/forms';
import { sectorsEn } from '@fieldsync/protocol/forms';

/** A form as another app knows it. */
export interface OpenRosaForm {
  readonly id: string;
  readonly name: string;
  readonly type: FormType;
  readonly sector: Sector;
}

const KINDS = [
  ['ASSESSMENT', 'assessment'],
  ['RESPONSE', 'response'],
] as const;

/** One for each kind of record that people write: the sector, by which the schemas tell them apart, is in the form's name. */
export const OPENROSA_FORMS: readonly OpenRosaForm[] = KINDS.flatMap(([type, word]) =>
  SECTORS.map((sector) => ({
    id: `fieldsync-${word}-${sector.toLowerCase()}`,
    name: `${sectorsEn[sector]} ${word}`,
    type,
    sector,
  })),
);
