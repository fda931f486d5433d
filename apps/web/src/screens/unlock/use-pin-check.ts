'use client';
import { useState } from 'react';
import { useEngine } from '../../sync/engine-context.ts';
import { useWords } from '../../words/words.tsx';

/** Tries a PIN and says what came of it. */
export function usePinCheck(): {
  readonly checking: boolean;
  readonly problem: string | undefined;
  readonly check: (pin: string) => Promise<boolean>;
} {
  const { pin: say } = useWords();
  const engine = useEngine();
  const [checking, setChecking] = useState(false);
  const [refused, setRefused] = useState<{ readonly seconds: number } | 'failed' | undefined>(undefined);
  const check = async (pin: string): Promise<boolean> => {
    if (checking) return false;
    if (engine === undefined) {
      setRefused('failed');
      return false;
    }
    setChecking(true);
    try {
      const result = await engine.unlock(pin);
      /* By the time of the answer: the clock that screens share moves each 15 s. */
      setRefused(result.ok ? undefined : { seconds: Math.ceil((result.notBefore - Date.now()) / 1_000) });
      return result.ok;
    } catch {
      setRefused('failed');
      return false;
    } finally {
      setChecking(false);
    }
  };
  return { checking, problem: problemOf(refused, say), check };
}

function problemOf(
  refused: { readonly seconds: number } | 'failed' | undefined,
  say: ReturnType<typeof useWords>['pin'],
): string | undefined {
  if (refused === undefined) return undefined;
  if (refused === 'failed') return say.failed;
  return refused.seconds > 0 ? say.wait(refused.seconds) : say.wrong;
}
