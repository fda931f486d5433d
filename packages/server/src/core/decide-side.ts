import type { WireError } from '@fieldsync/protocol';
import type { RecordSide, StoredConflict } from './conflict.ts';
import type { Ruling } from './ruling.ts';

type Decided =
  { readonly ok: true; readonly value: RecordSide } | { readonly ok: false; readonly error: WireError };

/**
 * The answers in conflict as the person wants them, by strategy. Not yet checked against the record's schema.
 *
 * Whoever takes an edit of a removed record brings it back, with the answers that it had; whoever takes a removal removes
 * the record with all that was changed meanwhile. A removal and an edit have no answers in common to be joined.
 */
export function decideSide(conflict: StoredConflict, theirs: RecordSide, ruling: Ruling): Decided {
  const fields = Object.keys(conflict.fields);
  switch (ruling.strategy) {
    case 'LOCAL_WINS':
      return conflict.kind === 'delete-of-edited'
        ? decided({ deleted: true, answers: theirs.answers })
        : decided({ deleted: false, answers: sideOf(conflict, fields) });
    case 'SERVER_WINS':
      return decided(theirs);
    case 'MERGE': {
      const { choices = {} } = ruling;
      if (conflict.kind === 'delete-of-edited')
        return refused('a removal and an edit cannot be joined', 'strategy');
      const wrong = unlike(fields, Object.keys(choices));
      if (wrong !== undefined) return refused(wrong.message, `choices.${wrong.field}`);
      const chosen = fields.filter((field) => choices[field] === 'mine');
      const kept = Object.entries(theirs.answers).filter(([field]) => choices[field] === 'theirs');
      return decided({
        deleted: false,
        answers: { ...Object.fromEntries(kept), ...sideOf(conflict, chosen) },
      });
    }
    case 'MANUAL': {
      const { values = {} } = ruling;
      const missing = fields.find((field) => !Object.hasOwn(values, field));
      if (missing !== undefined) return refused('has no answer yet', `values.${missing}`);
      return decided({ deleted: false, answers: values });
    }
  }
}

/** The device's answers of these fields. */
function sideOf(conflict: StoredConflict, fields: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const side = conflict.fields[field];
      return side !== undefined && Object.hasOwn(side, 'mine') ? [[field, side.mine] as const] : [];
    }),
  );
}

function unlike(
  fields: readonly string[],
  given: readonly string[],
): { readonly field: string; readonly message: string } | undefined {
  const missing = fields.find((field) => !given.includes(field));
  if (missing !== undefined) return { field: missing, message: 'is not chosen yet' };
  const strange = given.find((field) => !fields.includes(field));
  return strange === undefined ? undefined : { field: strange, message: 'is not in conflict' };
}

const decided = (value: RecordSide): Decided => ({ ok: true, value });

function refused(message: string, field: string): Decided {
  return { ok: false, error: { code: 'VALIDATION', message, field } };
}
