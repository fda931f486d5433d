'use client';
import { Button } from '../components/button.tsx';
import { useWords } from '../words/words.tsx';

/** A page that broke says so, and that nothing saved is lost: it is in the phone's database, not in the page. */
export default function PageError({ reset }: { reset: () => void }) {
  const words = useWords();
  return (
    <main
      id="content"
      className="gutter mx-auto flex w-full max-w-[600px] flex-1 flex-col justify-center gap-2"
    >
      <p className="say">{words.system.broken}</p>
      <p className="detail pb-4">{words.system.brokenDetail}</p>
      <Button look="primary" onClick={reset}>
        {words.system.again}
      </Button>
    </main>
  );
}
