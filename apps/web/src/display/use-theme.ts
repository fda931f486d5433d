'use client';
import { useCallback, useSyncExternalStore } from 'react';
import { isThemeChoice, themeKey, type ThemeChoice } from './theme.ts';

const changed = 'fieldsync:theme';

function subscribe(listener: () => void): () => void {
  const ours = (event: StorageEvent): void => {
    if (event.key === themeKey) {
      apply(chosen());
      listener();
    }
  };
  addEventListener('storage', ours);
  addEventListener(changed, listener);
  return () => {
    removeEventListener('storage', ours);
    removeEventListener(changed, listener);
  };
}

/** Without a choice, Sunlight for who asks their device for more contrast; the head script decides the same way. */
function chosen(): ThemeChoice {
  const stored = localStorage.getItem(themeKey);
  if (isThemeChoice(stored)) return stored;
  return document.documentElement.dataset['theme'] === 'sun' ? 'sun' : 'device';
}

function apply(choice: ThemeChoice): void {
  const root = document.documentElement;
  if (choice === 'device') delete root.dataset['theme'];
  else root.dataset['theme'] = choice;
}

/** The theme that was chosen, and how to choose another. Other tabs follow. */
export function useTheme(): readonly [ThemeChoice, (choice: ThemeChoice) => void] {
  const choice = useSyncExternalStore(subscribe, chosen, () => 'device' as const);
  const choose = useCallback((next: ThemeChoice) => {
    localStorage.setItem(themeKey, next);
    apply(next);
    dispatchEvent(new Event(changed));
  }, []);
  return [choice, choose];
}
