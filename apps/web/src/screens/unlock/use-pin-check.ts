'use client';
import { useState } from 'react';
import { useNow } from '../../clock/clock.tsx';
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
  const now = useNow();
  const [checking, setChecking] = useState(false);
  const [refused, setRefused] = useState<{ readonly notBefore: number } | 'failed' | undefined>(undefined);
  const check = async (pin: string): Promise<boolean> => {
    if (engine === undefined || checking) return false;
    setChecking(true);
    try {
      const result = await engine.unlock(pin);
      setRefused(result.ok ? undefined : { notBefore: result.notBefore });
      return result.ok;
    } catch {
      setRefused('failed');
      return false;
    } finally {
      setChecking(false);
    }
  };
  return { checking, problem: problemOf(refused, now.getTime(), say), check };
}

function problemOf(
  refused: { readonly notBefore: number } | 'failed' | undefined,
  now: number,
  say: ReturnType<typeof useWords>['pin'],
): string | undefined {
  if (refused === undefined) return undefined;
  if (refused === 'failed') return say.failed;
  const seconds = Math.ceil((refused.notBefore - now) / 1_000);
  return seconds > 0 ? say.wait(seconds) : say.wrong;
}
