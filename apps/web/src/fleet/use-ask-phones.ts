'use client';
import { commandsGivenSchema, paths, type CommandOrder } from '@fieldsync/protocol';
import { useState } from 'react';
import { showToast } from '../components/show-toast.tsx';
import { tellOffice, type OfficeRefusal } from '../live/ask-office.ts';
import { useWords } from '../words/words.tsx';

/** Asks phones for something. What became of it shows in the list, when the phone has said so. */
export function useAskPhones(onAsked: () => void): {
  readonly asking: boolean;
  /** Why the office did not take it. */
  readonly refusal: OfficeRefusal | undefined;
  /** @returns whether the office took it */
  readonly ask: (devices: readonly string[], command: CommandOrder['command']) => Promise<boolean>;
} {
  const { fleet, locale } = useWords();
  const [asking, setAsking] = useState(false);
  const [refusal, setRefusal] = useState<OfficeRefusal>();
  const figure = (value: number): string => new Intl.NumberFormat(locale).format(value);
  const ask = async (devices: readonly string[], command: CommandOrder['command']): Promise<boolean> => {
    setAsking(true);
    const answer = await tellOffice('POST', paths.commands, { devices, command }, commandsGivenSchema);
    setAsking(false);
    setRefusal(answer.ok ? undefined : answer);
    if (!answer.ok) return false;
    const { given, unknown } = answer.data;
    const sent = fleet.ask.sent(figure(given.length), given.length === 1);
    showToast({
      text: unknown.length === 0 ? sent : fleet.ask.unknown(figure(unknown.length)),
      icon: 'check',
    });
    onAsked();
    return true;
  };
  return { asking, refusal, ask };
}
