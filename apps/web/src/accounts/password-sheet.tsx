'use client';
import { Button } from '../components/button.tsx';
import { Sheet } from '../components/sheet.tsx';
import { useWords } from '../words/words.tsx';

/** A password that the office made. Once this is closed nobody can read it again. */
export function PasswordSheet({
  name,
  password,
  onClose,
}: {
  name: string;
  password: string;
  onClose: () => void;
}) {
  const { accounts: say } = useWords();
  return (
    <Sheet open onClose={onClose} title={say.told} detail={say.toldDetail(name)}>
      <p className="card my-4 px-4 py-3 text-center font-mono text-lg [overflow-wrap:anywhere] select-all">
        {password}
      </p>
      <Button look="primary" className="w-full" onClick={onClose}>
        {say.done}
      </Button>
    </Sheet>
  );
}
