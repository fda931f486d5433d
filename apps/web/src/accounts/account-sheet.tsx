'use client';
import {
  accountSummarySchema,
  endedSchema,
  madePasswordSchema,
  paths,
  type AccountSummary,
  type MadePassword,
} from '@fieldsync/protocol';
import { useState } from 'react';
import { z } from 'zod';
import { Button } from '../components/button.tsx';
import { ConfirmSheet } from '../components/confirm-sheet.tsx';
import { ChipChoice } from '../components/forms/chip-choice.tsx';
import { Question } from '../components/forms/question.tsx';
import { Sheet } from '../components/sheet.tsx';
import { tellOffice } from '../live/ask-office.ts';
import { useWords } from '../words/words.tsx';

type Doing = 'nothing' | 'working' | 'saved' | 'ended' | 'failed';

/** One person: the areas whose records they see; for an administrator a new password, signing them out, and letting them in or out. */
export function AccountSheet({
  account,
  areas,
  mayManage,
  onClose,
  onChanged,
  onPassword,
}: {
  account: AccountSummary;
  areas: readonly string[];
  mayManage: boolean;
  onClose: () => void;
  onChanged: () => void;
  onPassword: (password: MadePassword) => void;
}) {
  const words = useWords();
  const { accounts: say, secondFactor } = words;
  const [chosen, setChosen] = useState<string[]>(account.areas);
  const [doing, setDoing] = useState<Doing>('nothing');
  const [asking, setAsking] = useState<'password' | 'sessions' | 'second-factor' | 'deactivate'>();
  const [ended, setEnded] = useState(0);
  const path = `${paths.accounts}/${account.id}`;
  const put = async (part: 'areas' | 'active', body: unknown): Promise<void> => {
    if (doing === 'working') return;
    setDoing('working');
    const told = await tellOffice('PUT', `${path}/${part}`, body, accountSummarySchema);
    setDoing(told.ok ? 'saved' : 'failed');
    if (told.ok) onChanged();
  };
  const givePassword = async (): Promise<void> => {
    setDoing('working');
    const told = await tellOffice('POST', `${path}/password`, undefined, madePasswordSchema);
    setDoing(told.ok ? 'nothing' : 'failed');
    if (told.ok) onPassword(told.data);
  };
  const endSessions = async (): Promise<void> => {
    setDoing('working');
    const told = await tellOffice('DELETE', `${path}/sessions`, undefined, endedSchema);
    setEnded(told.ok ? told.data.ended : 0);
    setDoing(told.ok ? 'ended' : 'failed');
  };
  const resetSecondFactor = async (): Promise<void> => {
    setDoing('working');
    const told = await tellOffice('DELETE', `${path}/second-factor`, undefined, z.object({}));
    setDoing(told.ok ? 'saved' : 'failed');
    if (told.ok) onChanged();
  };
  const status = {
    nothing: null,
    working: say.saving,
    saved: say.saved,
    ended: say.endedSessions(ended),
    failed: say.failed,
  }[doing];
  return (
    <>
      <Sheet open onClose={onClose} title={account.name} detail={account.email}>
        {areas.length === 0 ? (
          <p className="detail pt-3">{say.noAreas}</p>
        ) : (
          <Question group label={say.areas} hint={say.areasHint}>
            <ChipChoice
              many
              options={areas.map((area) => ({ value: area, label: area }))}
              value={chosen}
              onChange={(next) => {
                setChosen(next);
                setDoing('nothing');
              }}
            />
          </Question>
        )}
        <p role="status" className="detail min-h-6 pt-2">
          {status}
        </p>
        <div className="grid gap-2">
          <Button
            look="primary"
            aria-disabled={doing === 'working'}
            onClick={() => void put('areas', { areas: chosen })}
          >
            {say.save}
          </Button>
          {mayManage ? (
            <>
              <Button onClick={() => setAsking('password')}>{say.password}</Button>
              <Button onClick={() => setAsking('sessions')}>{say.endSessions}</Button>
              {account.secondFactor ? (
                <Button onClick={() => setAsking('second-factor')}>{secondFactor.reset}</Button>
              ) : null}
              {account.active ? (
                <Button onClick={() => setAsking('deactivate')}>{say.deactivate}</Button>
              ) : (
                <Button onClick={() => void put('active', { active: true })}>{say.activate}</Button>
              )}
            </>
          ) : null}
        </div>
      </Sheet>
      <ConfirmSheet
        open={asking === 'password'}
        onClose={() => setAsking(undefined)}
        title={say.passwordAsk}
        detail={say.passwordDetail(account.name)}
        keep={say.keep}
        confirm={say.password}
        onConfirm={() => void givePassword()}
      />
      <ConfirmSheet
        open={asking === 'sessions'}
        onClose={() => setAsking(undefined)}
        title={say.endSessionsAsk}
        detail={say.endSessionsDetail(account.name)}
        keep={say.keep}
        confirm={say.endSessions}
        onConfirm={() => void endSessions()}
      />
      <ConfirmSheet
        open={asking === 'second-factor'}
        onClose={() => setAsking(undefined)}
        title={secondFactor.resetAsk}
        detail={secondFactor.resetDetail(account.name)}
        keep={say.keep}
        confirm={secondFactor.reset}
        onConfirm={() => void resetSecondFactor()}
      />
      <ConfirmSheet
        open={asking === 'deactivate'}
        onClose={() => setAsking(undefined)}
        title={say.deactivateAsk}
        detail={say.deactivateDetail(account.name)}
        keep={say.keep}
        confirm={say.deactivate}
        onConfirm={() => void put('active', { active: false })}
      />
    </>
  );
}
