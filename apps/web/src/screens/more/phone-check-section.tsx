'use client';
import { selfTestText, type SelfTestResult } from '@fieldsync/engine';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { showToast } from '../../components/show-toast.tsx';
import { useEngine } from '../../sync/engine-context.ts';
import { useWords } from '../../words/words.tsx';
import { saveFile } from '../shelf/save-file.ts';
import { CheckLines } from './check-lines.tsx';

/** Looks at all that sending needs, and hands out the log when something does not work. */
export function PhoneCheckSection() {
  const { phoneCheck } = useWords();
  const engine = useEngine();
  const [checking, setChecking] = useState(false);
  const [result, setResult] = useState<SelfTestResult | undefined>(undefined);
  if (engine === undefined) return null;
  const count = (state: 'warn' | 'fail'): number =>
    result?.checks.filter((each) => each.state === state).length ?? 0;
  const check = async (): Promise<void> => {
    if (checking) return;
    setChecking(true);
    setResult(await engine.selfTest());
    setChecking(false);
  };
  const copy = async (): Promise<void> => {
    if (result === undefined) return;
    try {
      await navigator.clipboard.writeText(selfTestText(result));
      showToast({ text: phoneCheck.copied, icon: 'check' });
    } catch {
      showToast({ text: phoneCheck.notCopied });
    }
  };
  const save = async (): Promise<void> => {
    saveFile('fieldsync-log.txt', await engine.exportLog(), 'text/plain');
    showToast({ text: phoneCheck.saved, icon: 'check' });
  };
  const wellAll = count('fail') === 0 && count('warn') === 0;
  const said = wellAll ? phoneCheck.allWell : phoneCheck.found(count('fail'), count('warn'));
  return (
    <section>
      <h2 className="section-title">{phoneCheck.title}</h2>
      <div className="card grid gap-3 px-4 pt-3 pb-4">
        <p className="detail">{phoneCheck.detail}</p>
        <p role="status" className="strong empty:hidden">
          {checking ? phoneCheck.checking : result === undefined ? '' : said}
        </p>
        {result === undefined ? null : <CheckLines checks={result.checks} />}
        <Button aria-disabled={checking} onClick={() => void check()}>
          {result === undefined ? phoneCheck.start : phoneCheck.again}
        </Button>
        {result === undefined ? null : <Button onClick={() => void copy()}>{phoneCheck.copy}</Button>}
        <div className="edge-t grid gap-2 pt-3">
          <p className="detail">{phoneCheck.saveDetail}</p>
          <Button onClick={() => void save()}>{phoneCheck.save}</Button>
        </div>
      </div>
    </section>
  );
}
