import type { Words } from '../words/en.ts';
import type { FormDefinition, FormPart } from '@fieldsync/protocol/forms';

/** What a part of a form is called: "Services". */
export function partName(definition: FormDefinition, part: FormPart, words: Words): string {
  const { parts } = words.recordForm;
  const isResponse = definition.type === 'RESPONSE';
  switch (part) {
    case 'opening':
      return isResponse ? parts.openingResponse : parts.opening;
    case 'sector':
      return isResponse ? parts.delivered : parts.sector[definition.sector];
    case 'closing':
      return parts.closing;
  }
}
