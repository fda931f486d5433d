'use client';
import type { Fieldsync, StoredRecord } from '@fieldsync/engine';
import { affectedEntityIdSchema, DEFAULT_RULES, sectorSchema } from '@fieldsync/protocol';
import { useRouter, useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { useNow } from '../clock/clock.tsx';
import { showToast } from '../components/show-toast.tsx';
import { usePlace } from '../session/use-place.ts';
import { useEngine, useEngineFailed } from '../sync/engine-context.ts';
import { useLive } from '../sync/use-live.ts';
import { usePlaces } from '../sync/use-places.ts';
import { useWords } from '../words/words.tsx';
import { FORM_PARTS, type FormPart, type FormType } from '@fieldsync/protocol/forms';
import { FormNotOpen } from './form-not-open.tsx';
import { RecordForm } from './record-form.tsx';
import { SectorChoice } from './sector-choice.tsx';
import { useFormStart, type OpenedForm } from './use-form-start.ts';
import { useLinkableAssessments } from './use-linkable-assessments.ts';

/** Part and history: the phone's own Back goes to the part before. */
function usePart(): readonly [FormPart, (part: FormPart) => void] {
  const asked = useSearchParams().get('part');
  const part = FORM_PARTS.find((each) => each === asked) ?? 'opening';
  const go = (next: FormPart): void => {
    if (next === part) return;
    const address = new URL(location.href);
    address.searchParams.set('part', next);
    // Not the router: the page stays, and nothing may be asked of the network for it.
    history.pushState(null, '', address);
    scrollTo(0, 0);
  };
  return [part, go];
}

function OpenForm({
  engine,
  form,
  onStartAgain,
}: {
  engine: Fieldsync;
  form: Extract<OpenedForm, { at: 'open' }>;
  onStartAgain: () => void;
}) {
  const words = useWords();
  const router = useRouter();
  const now = useNow();
  const [part, goToPart] = usePart();
  const [, choosePlace] = usePlace();
  const places = usePlaces();
  const rules = useLive((each) => each.getConfig(), [])?.rules ?? DEFAULT_RULES;
  const { definition, start } = form;
  const assessments = useLinkableAssessments(definition.type === 'RESPONSE' ? definition.sector : undefined);
  const home = start.editing === undefined ? '/' : `/records/detail/?id=${start.editing.id}`;
  const onSaved = (record: StoredRecord): void => {
    const place = affectedEntityIdSchema.safeParse(record.placeId).data;
    if (place !== undefined) choosePlace(place);
    showToast({ text: words.recordForm.saved, state: 'phone' }, 'saved');
    // In place of the form: Back must not open it again as if nothing had been saved.
    router.replace(start.editing === undefined ? '/' : `/records/detail/?id=${record.id}`);
  };
  const onBack = (): void => {
    const before = FORM_PARTS[FORM_PARTS.indexOf(part) - 1];
    if (before === undefined) router.push(home);
    else goToPart(before);
  };
  return (
    <RecordForm
      engine={engine}
      definition={definition}
      start={start}
      draftKey={form.draftKey}
      rules={rules}
      places={[...places.values()]}
      assessments={assessments}
      now={now}
      part={part}
      onPart={goToPart}
      onBack={onBack}
      onSaved={onSaved}
      onStartAgain={() => {
        // Also when the phone will not remove it: the first new answer takes its place.
        void engine.removeDraft(form.draftKey).then(onStartAgain, onStartAgain);
      }}
    />
  );
}

/** The capture form of a page's address: `sector`, `id` of a record to change, `assessment` that a response answers. */
export function CaptureScreen({ type }: { type: FormType }) {
  const engine = useEngine();
  const failed = useEngineFailed();
  const params = useSearchParams();
  const [lastPlaceId] = usePlace();
  const [opening, setOpening] = useState(0);
  const request = {
    type,
    sector: sectorSchema.safeParse(params.get('sector')).data,
    recordId: params.get('id'),
    assessmentId: type === 'RESPONSE' ? params.get('assessment') : null,
  };
  const form = useFormStart(engine, request, lastPlaceId, opening);
  if (failed) return <FormNotOpen type={type} reason="unreadable" />;
  if (engine === undefined || form.at === 'opening') return <FormNotOpen type={type} reason="opening" />;
  if (form.at === 'choose-sector') return <SectorChoice type={type} />;
  if (form.at !== 'open') return <FormNotOpen type={type} reason={form.at} />;
  return (
    <OpenForm
      key={`${form.draftKey} ${String(opening)}`}
      engine={engine}
      form={form}
      onStartAgain={() => setOpening(opening + 1)}
    />
  );
}
