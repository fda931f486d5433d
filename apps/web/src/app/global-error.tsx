'use client';
import '../styles/globals.css';
import PageError from './error.tsx';

/** When even the frame around the pages broke. */
export default function GlobalError({ reset }: { reset: () => void }) {
  return (
    <html lang="en">
      <body className="flex min-h-dvh flex-col">
        <PageError reset={reset} />
      </body>
    </html>
  );
}
