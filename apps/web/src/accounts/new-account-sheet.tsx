'use client';
import {
  madePasswordSchema,
  newAccountSchema,
  paths,
  ROLES,
  type MadePassword,
  type Role,
} from '@fieldsync/protocol';
import { useState, type FormEvent } from 'react';
import { Button } from '../components/button.tsx';
import { Question } from '../components/forms/question.tsx';
import { SelectAnswer } from '../components/forms/select-answer.tsx';
import { TextAnswer } from '../components/forms/text-answer.tsx';
import { Sheet } from '../components/sheet.tsx';
import { tellOffice } from '../live/ask-office.ts';
import { useWords } from '../words/words.tsx';

type Field = 'name' | 'email' | 'role';

/** The office makes the password; it is shown once. */
export function NewAccountSheet({
  onClose,
  onMade,
}: {
  onClose: () => void;
  onMade: (password: MadePassword, name: string) => void;
}) {
  const words = useWords();
  const { accounts: say } = words;
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>();
  const [problem, setProblem] = useState<{ readonly field?: Field; readonly text: string }>();
  const [working, setWorking] = useState(false);
  const missing: Readonly<Record<Field, string>> = {
    name: say.nameMissing,
    email: say.emailWrong,
    role: say.roleMissing,
  };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (working) return;
    const draft = newAccountSchema.safeParse({ name: name.trim(), email: email.trim(), role });
    if (!draft.success) {
      const field = (['name', 'email', 'role'] as const).find((each) =>
        draft.error.issues.some(({ path }) => path[0] === each),
      );
      setProblem(field === undefined ? { text: say.failed } : { field, text: missing[field] });
      return;
    }
    setWorking(true);
    const told = await tellOffice('POST', paths.accounts, draft.data, madePasswordSchema);
    setWorking(false);
    if (told.ok) onMade(told.data, draft.data.name);
    else
      setProblem(
        told.code === 'ALREADY_EXISTS' ? { field: 'email', text: say.emailTaken } : { text: say.failed },
      );
  };
  const errorOf = (field: Field): string | undefined => (problem?.field === field ? problem.text : undefined);
  return (
    <Sheet open onClose={onClose} title={say.create}>
      <form noValidate onSubmit={(event) => void submit(event)}>
        <Question label={say.name} error={errorOf('name')}>
          <TextAnswer value={name} onChange={setName} name="name" maxLength={120} />
        </Question>
        <Question label={say.email} error={errorOf('email')}>
          <TextAnswer value={email} onChange={setEmail} name="email" type="email" inputMode="email" />
        </Question>
        <Question label={say.role} error={errorOf('role')}>
          <SelectAnswer
            options={ROLES.map((each) => ({ value: each, label: words.domain.roles[each] }))}
            value={role}
            onChange={setRole}
            name="role"
            empty={say.roleEmpty}
          />
        </Question>
        <p role="status" className="detail min-h-6 pt-2">
          {working ? say.saving : problem?.field === undefined ? problem?.text : null}
        </p>
        <Button type="submit" look="primary" className="w-full" aria-disabled={working}>
          {say.add}
        </Button>
      </form>
    </Sheet>
  );
}
