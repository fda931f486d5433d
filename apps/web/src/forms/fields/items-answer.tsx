'use client';
import { useId } from 'react';
import { Button, IconButton } from '../../components/button.tsx';
import { fieldClass } from '../../components/forms/field-class.ts';
import { useGroupAttributes } from '../../components/forms/question-context.ts';
import { useWords } from '../../words/words.tsx';
import type { ItemsQuestion } from '@fieldsync/protocol/forms';
import { itemRows, type ItemRow } from '../record-answers.ts';

const shown = (cell: unknown): string =>
  typeof cell === 'string' ? cell : typeof cell === 'number' ? String(cell) : '';

/** What was delivered, a line each. One empty line is always there to type into; empty lines are not saved. */
export function ItemsAnswer({
  question,
  columns,
  value,
  onChange,
  onBlur,
}: {
  question: ItemsQuestion;
  /** Words by column. */
  columns: Readonly<Record<string, string>>;
  value: unknown;
  onChange: (rows: readonly ItemRow[]) => void;
  onBlur: () => void;
}) {
  const { recordForm } = useWords();
  const base = useId();
  const { 'aria-invalid': _invalid, ...group } = useGroupAttributes();
  const given = itemRows(value);
  const rows: readonly ItemRow[] = given.length === 0 ? [{}] : given;
  const names = Object.keys(question.columns);
  const change = (at: number, column: string, text: string): void =>
    onChange(rows.map((row, index) => (index === at ? { ...row, [column]: text } : row)));
  return (
    <div role="group" {...group} onBlur={onBlur} className="grid gap-3">
      {rows.map((row, index) => (
        <div key={`${base}-${String(index)}`} className="card flex items-start gap-1 py-2 pr-1 pl-3">
          <div className="grid min-w-0 flex-1 grid-cols-2 gap-2 pb-1">
            {names.map((column, place) => (
              <label key={column} className={`text-xs text-ink-2 ${place === 0 ? 'col-span-2' : ''}`}>
                <span className="block pb-1">
                  {columns[column] ?? column}
                  <span className="sr-only"> {index + 1}</span>
                </span>
                <input
                  className={fieldClass}
                  value={shown(row[column])}
                  inputMode={question.columns[column] === 'amount' ? 'decimal' : 'text'}
                  autoComplete="off"
                  onChange={(event) => change(index, column, event.target.value)}
                />
              </label>
            ))}
          </div>
          <IconButton
            icon="close"
            label={recordForm.items.remove(index + 1)}
            onClick={() => onChange(rows.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <Button icon="plus" className="justify-self-start" onClick={() => onChange([...rows, {}])}>
        {recordForm.items.add}
      </Button>
    </div>
  );
}
