'use client';
import { ButtonLink } from '../components/button.tsx';
import { PageBar } from '../shell/page-bar.tsx';
import { useWords } from '../words/words.tsx';

export function NotFoundScreen() {
  const words = useWords();
  return (
    <>
      <PageBar title={words.navigation.appName} />
      <main
        id="content"
        className="gutter mx-auto flex w-full max-w-[600px] flex-1 flex-col justify-center gap-2 pb-16"
      >
        <h2 className="say">{words.system.notFound}</h2>
        <p className="detail pb-4">{words.system.notFoundDetail}</p>
        <ButtonLink look="primary" href="/">
          {words.system.toCapture}
        </ButtonLink>
      </main>
    </>
  );
}
