import { StateMark } from '../components/state-mark.tsx';

/** What is wrong with a choice. Always present, so that what appears later is announced. */
export function ChoiceProblem({
  id,
  problem,
  className = '',
}: {
  id: string;
  problem: string | undefined;
  className?: string;
}) {
  return (
    <p
      id={id}
      role="alert"
      className={`strong flex gap-2 text-[15px] leading-[1.4] text-state-needs empty:hidden ${className}`}
    >
      {problem === undefined ? null : (
        <>
          <StateMark state="needs" size="sm" className="mt-0.5" />
          {problem}
        </>
      )}
    </p>
  );
}
