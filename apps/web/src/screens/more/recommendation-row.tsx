'use client';
import type { Recommendation } from '@fieldsync/engine';
import { Button } from '../../components/button.tsx';
import { Checklist, ChecklistLine } from '../../components/checklist.tsx';
import { showToast } from '../../components/show-toast.tsx';
import { useEngine } from '../../sync/engine-context.ts';
import { sayBatteryPercent } from '../../words/battery-percent.ts';
import { sayBytes } from '../../words/when.ts';
import { useWords } from '../../words/words.tsx';

/** One change that would have saved something, with what, and the button that makes it. */
export function RecommendationRow({
  recommendation,
  intervalMinutes,
}: {
  recommendation: Recommendation;
  intervalMinutes: number;
}) {
  const words = useWords();
  const engine = useEngine();
  const { performance } = words;
  const said = sayRecommendation();
  function sayRecommendation(): { title: string; detail: string; saves: string } {
    if (recommendation.kind === 'interval') {
      const { settings, saves } = recommendation;
      return {
        title: performance.interval.title(settings.syncIntervalMinutes),
        detail: performance.interval.detail(intervalMinutes, saves.pulls),
        saves: performance.interval.saves(sayBatteryPercent(saves.joules, words)),
      };
    }
    return { ...performance.metered, saves: sayBytes(recommendation.saves.bytes, words) };
  }
  const use = async (): Promise<void> => {
    if (engine === undefined) return;
    if (recommendation.kind === 'interval')
      await engine.putSettings({ ...(await engine.getSettings()), ...recommendation.settings });
    else await engine.putPreferences({ ...(await engine.getPreferences()), ...recommendation.preferences });
    showToast({ text: performance.used, icon: 'check' });
  };
  return (
    <li className="py-3">
      <p className="row-title">{said.title}</p>
      <p className="detail">{said.detail}</p>
      <Checklist>
        <ChecklistLine name={performance.saves} answer={said.saves} />
      </Checklist>
      <Button size="sm" onClick={() => void use()}>
        {performance.use}
      </Button>
    </li>
  );
}
