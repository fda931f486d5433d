import type { Question } from '@fieldsync/protocol/forms';
import type { EngineNode } from './xforms-engine.ts';
import { questionOf } from './xforms-engine.ts';

interface Location {
  readonly latitude: number;
  readonly longitude: number;
  readonly accuracyMetres?: number;
}

/** Answers one question, as a person would whose record is to say this. */
export function fillIn(form: EngineNode, field: string, question: Question, value: unknown): void {
  const node = questionOf(form, field);
  switch (question.kind) {
    case 'place':
    case 'one':
      return node.selectValue(String(value));
    case 'yesNo':
      return node.selectValue(value === true ? 'yes' : 'no');
    case 'many':
      return node.selectValues(value as string[]);
    case 'count':
    case 'text':
    case 'date':
    case 'moment':
      return node.setValue(value);
    case 'location': {
      const { latitude, longitude, accuracyMetres } = value as Location;
      return node.setValue(`${String(latitude)} ${String(longitude)} 302.5 ${String(accuracyMetres ?? 0)}`);
    }
    case 'items':
      return (value as Record<string, string | number>[]).forEach((line, index) => {
        node.addInstances(index - 1);
        const cells = questionOf(form, field).currentState.children?.[index]?.currentState.children ?? [];
        for (const [column, answer] of Object.entries(line))
          cells.find(({ currentState }) => currentState.reference.endsWith(`/${column}`))?.setValue(answer);
      });
    case 'stamp':
    case 'assessment':
      throw new Error(`${field} is not asked`);
  }
}
