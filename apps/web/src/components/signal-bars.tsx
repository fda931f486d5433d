/** Four bars, `level` of them full; struck through when there is no signal at all. */
export function SignalBars({ level, struck = false }: { level: 0 | 1 | 2 | 3 | 4; struck?: boolean }) {
  const bars = [
    { x: 0, y: 11, height: 5 },
    { x: 4.8, y: 7.4, height: 8.6 },
    { x: 9.6, y: 3.8, height: 12.2 },
    { x: 14.4, y: 0.2, height: 15.8 },
  ];
  return (
    <svg viewBox="0 0 18 16" fill="currentColor" aria-hidden className="h-4 w-[18px]">
      {bars.map((bar, index) => (
        <rect
          key={bar.x}
          x={bar.x}
          y={bar.y}
          width="3"
          height={bar.height}
          rx="1"
          className={index < level ? '' : 'opacity-[.22] in-data-[theme=sun]:opacity-40'}
        />
      ))}
      {struck ? <path d="M1 1l16 14" stroke="currentColor" strokeWidth="2" strokeLinecap="round" /> : null}
    </svg>
  );
}
