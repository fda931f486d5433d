'use client';
import { ChipChoice } from '../../components/forms/chip-choice.tsx';
import { Question } from '../../components/forms/question.tsx';
import { themeChoices } from '../../display/theme.ts';
import { useTheme } from '../../display/use-theme.ts';
import { useWords } from '../../words/words.tsx';

/** Light, dark, sunlight, or as the phone. */
export function DisplaySection() {
  const words = useWords();
  const [choice, choose] = useTheme();
  return (
    <section>
      <h2 className="section-title pt-1">{words.more.display}</h2>
      <div className="card px-4 pb-4">
        <Question group label={words.more.colours} hint={words.more.displayHint}>
          <ChipChoice
            options={themeChoices.map((value) => ({ value, label: words.more.themes[value] }))}
            value={choice}
            onChange={choose}
          />
        </Question>
      </div>
    </section>
  );
}
