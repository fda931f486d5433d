'use client';
import { fieldClass } from '../../components/forms/field-class.ts';
import { useControlAttributes } from '../../components/forms/question-context.ts';
import { fromLocalMinute, toLocalMinute } from '../local-minute.ts';

/** Day and time, in the phone's own picker and time zone; the value is an ISO instant. */
export function MomentAnswer({
  value,
  onChange,
  onBlur,
  name,
}: {
  value: unknown;
  onChange: (value: string | undefined) => void;
  onBlur: () => void;
  name: string;
}) {
  const control = useControlAttributes();
  return (
    <input
      {...control}
      type="datetime-local"
      name={name}
      value={toLocalMinute(value)}
      onBlur={onBlur}
      onChange={(event) => onChange(fromLocalMinute(event.target.value))}
      className={fieldClass}
    />
  );
}
