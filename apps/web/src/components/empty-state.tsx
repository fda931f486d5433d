import type { ReactNode } from 'react';

/** Says what will be here, and one action. */
export function EmptyState({
  sign,
  title,
  detail,
  action,
}: {
  sign?: ReactNode;
  title: string;
  detail: string;
  action?: ReactNode;
}) {
  return (
    <div className="card flex flex-col items-start gap-3 px-4 py-5">
      <div className="flex items-start gap-3">
        {sign}
        <div>
          <p className="row-title">{title}</p>
          <p className="detail pt-0.5">{detail}</p>
        </div>
      </div>
      {action}
    </div>
  );
}
