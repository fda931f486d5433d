import type { ReactNode } from 'react';

/**
 * Something is in the way: a card in its place, never a page that blocks. `sign` is a mark, an icon or bars;
 * `action` at most one button.
 */
export function SystemState({
  sign,
  title,
  detail,
  action,
}: {
  sign: ReactNode;
  title: string;
  detail: string;
  action?: ReactNode;
}) {
  return (
    <section className="card px-4 py-3.5">
      <div className="flex items-start gap-3">
        <span className="pt-0.5">{sign}</span>
        <div className="min-w-0 flex-1">
          <h3 className="row-title text-[0.9375rem]">{title}</h3>
          <p className="detail pt-0.5">{detail}</p>
        </div>
      </div>
      {action === undefined ? null : <div className="mt-2.5 grid">{action}</div>}
    </section>
  );
}
