'use client';
import {
  erasureSchema,
  limits,
  paths,
  RECORDS_OF_ERASED,
  type PersonList,
  type ErasureRequest,
} from '@fieldsync/protocol';
import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { ChipChoice } from '../components/forms/chip-choice.tsx';
import { Question } from '../components/forms/question.tsx';
import { TextAnswer } from '../components/forms/text-answer.tsx';
import { Sheet } from '../components/sheet.tsx';
import { showToast } from '../components/show-toast.tsx';
import { tellOffice, type OfficeRefusal } from '../live/ask-office.ts';
import { useWords } from '../words/words.tsx';

/** Asks what is to become of the records, why, and for the email once more: this cannot be taken back. */
export function EraseSheet({
  person,
  onClose,
  onErased,
}: {
  person: PersonList['items'][number];
  onClose: () => void;
  onErased: () => void;
}) {
  const { privacy: say, live } = useWords();
  const [records, setRecords] = useState<ErasureRequest['records']>('anonymise');
  const [reason, setReason] = useState('');
  const [confirm, setConfirm] = useState('');
  const [asking, setAsking] = useState(false);
  const [refusal, setRefusal] = useState<OfficeRefusal>();
  const ready = reason.trim() !== '' && confirm.trim().toLowerCase() === person.email;
  const erase = async (): Promise<void> => {
    if (!ready || asking) return;
    setAsking(true);
    const path = `${paths.people}/${person.id}/erase`;
    const answer = await tellOffice('POST', path, { records, reason, confirm }, erasureSchema);
    setAsking(false);
    if (!answer.ok) return setRefusal(answer);
    showToast({ text: say.erased, icon: 'check' });
    onErased();
    onClose();
  };
  const sayRefusal = ({ why, field }: OfficeRefusal): string =>
    why !== 'refused'
      ? live.noAnswer[why].title
      : field === 'confirm' || field === 'id'
        ? say.refused[field]
        : say.refused.other;
  return (
    <Sheet open onClose={onClose} title={say.eraseTitle(person.name)} detail={say.eraseDetail}>
      <Question group label={say.eraseRecords} hint={say.eraseHints[records]}>
        <ChipChoice
          options={RECORDS_OF_ERASED.map((value) => ({ value, label: say.eraseChoices[value] }))}
          value={records}
          onChange={setRecords}
        />
      </Question>
      <Question label={say.reason} hint={say.reasonHint}>
        <TextAnswer value={reason} onChange={setReason} maxLength={limits.justificationLength} />
      </Question>
      <Question label={say.confirm} aside={person.email}>
        <TextAnswer value={confirm} onChange={setConfirm} type="email" />
      </Question>
      {refusal === undefined ? null : (
        <p role="alert" className="strong pt-3">
          {sayRefusal(refusal)}
        </p>
      )}
      <div className="grid grid-cols-2 gap-2 pt-4">
        <Button look="primary" onClick={onClose}>
          {say.keep}
        </Button>
        <Button aria-disabled={!ready || asking} onClick={() => void erase()}>
          {asking ? say.erasing : say.eraseNow}
        </Button>
      </div>
    </Sheet>
  );
}
