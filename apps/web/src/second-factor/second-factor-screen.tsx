'use client';
import { paths, secondFactorSettingSchema, secondFactorStandingSchema } from '@fieldsync/protocol';
import { useState } from 'react';
import { useNow } from '../clock/clock.tsx';
import { Button } from '../components/button.tsx';
import { Checklist, ChecklistLine } from '../components/checklist.tsx';
import { Sheet } from '../components/sheet.tsx';
import { showToast } from '../components/show-toast.tsx';
import { useAsked } from '../conflicts/use-asked.ts';
import { LiveRefusal } from '../live/live-refusal.tsx';
import { useSession } from '../session/use-session.ts';
import { PageBar } from '../shell/page-bar.tsx';
import { sayWhen } from '../words/when.ts';
import { useWords } from '../words/words.tsx';
import { CodeForm } from './code-form.tsx';
import { Enrolment } from './enrolment.tsx';
import { SettingForm } from './setting-form.tsx';

/** Setting up what makes one-time codes, and removing it; for an administrator also whether the office asks for them. */
export function SecondFactorScreen() {
  const words = useWords();
  const { secondFactor: say } = words;
  const now = useNow();
  const isAdmin = useSession().account?.role === 'ADMIN';
  const own = useAsked(paths.secondFactor, secondFactorStandingSchema);
  const office = useAsked(isAdmin ? paths.secondFactorSetting : undefined, secondFactorSettingSchema);
  const [setting, setSetting] = useState(false);
  const [removing, setRemoving] = useState(false);
  const refusal = own.refusal ?? office.refusal;
  const again = (): void => {
    own.again();
    office.again();
  };
  const standing = own.data;
  // While it is being set up the recovery codes are on the screen: they must not go when the office says that it is done.
  const has = standing !== undefined && standing.since !== null && !setting;
  return (
    <>
      <PageBar title={say.title} backHref="/more/" />
      <main id="content" className="gutter mx-auto w-full max-w-[600px] flex-1 pb-8 lg:mx-0">
        <p className="say">{say.sentence}</p>
        <p className="detail pt-1 pb-3">{say.why}</p>
        {refusal === undefined ? null : <LiveRefusal why={refusal} onTryNow={again} />}
        {standing === undefined ? (
          refusal === undefined ? (
            <p role="status" className="detail">
              {say.loading}
            </p>
          ) : null
        ) : (
          <div className="card px-4 pt-1.5 pb-4">
            <Checklist>
              <ChecklistLine
                name={say.title}
                answer={
                  standing.since === null ? say.off : say.on(sayWhen(new Date(standing.since), now, words))
                }
                result={standing.since === null ? undefined : 'pass'}
              />
              {standing.since === null ? null : (
                <ChecklistLine
                  name={say.recoveryLeft}
                  answer={new Intl.NumberFormat(words.locale).format(standing.recoveryCodesLeft)}
                  result={standing.recoveryCodesLeft < 3 ? 'fail' : undefined}
                />
              )}
              <ChecklistLine name={say.asked} answer={standing.required ? say.askedYes : say.askedNo} />
            </Checklist>
            <p className="detail">{say.fieldWork}</p>
            {has ? (
              <Button className="mt-3 w-full" onClick={() => setRemoving(true)}>
                {say.remove}
              </Button>
            ) : (
              <Enrolment
                onConfirmed={() => {
                  setSetting(true);
                  own.again();
                }}
                onDone={() => setSetting(false)}
              />
            )}
          </div>
        )}
        {office.data === undefined ? null : (
          <SettingForm
            setting={office.data}
            onSaved={(saved) => {
              office.put(saved);
              own.again();
            }}
          />
        )}
      </main>
      <Sheet
        open={removing}
        onClose={() => setRemoving(false)}
        title={say.removeTitle}
        detail={say.removeDetail}
      >
        <CodeForm
          path={paths.removeSecondFactor}
          action={say.remove}
          onGiven={(left) => {
            own.put(left);
            setRemoving(false);
            showToast({ text: say.removed, icon: 'check' });
          }}
          onCancel={() => setRemoving(false)}
        />
      </Sheet>
    </>
  );
}
