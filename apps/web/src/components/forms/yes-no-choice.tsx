'use client';
import { useWords } from '../../words/words.tsx';
import { SegmentedChoice } from './segmented-choice.tsx';

/** `unknown` is an answer ("nobody could say"); no answer yet is `undefined`. */
export type YesNo = boolean | 'unknown';

const asText = (value: YesNo): 'yes' | 'no' | 'unknown' =>
  value === 'unknown' ? value : value ? 'yes' : 'no';

/** Yes, No, Not known. */
export function YesNoChoice({
  value,
  onChange,
  ...rest
}: {
  value: YesNo | undefined;
  onChange: (value: YesNo) => void;
  onBlur?: () => void;
  name?: string;
}) {
  const { forms } = useWords();
  const options = [
    { value: 'yes', label: forms.yes },
    { value: 'no', label: forms.no },
    { value: 'unknown', label: forms.notKnown },
  ] as const;
  return (
    <SegmentedChoice
      {...rest}
      options={options}
      value={value === undefined ? undefined : asText(value)}
      onChange={(text) => onChange(text === 'unknown' ? text : text === 'yes')}
    />
  );
}
