import { icons, type IconName } from './icons.tsx';

const sizes = { xs: 'size-4', sm: 'size-5', md: 'size-6' } as const;

/** A line icon: it names a thing. Solid shapes are kept for sync states, so the two can never be mistaken. */
export function Icon({
  name,
  size = 'md',
  className = '',
}: {
  name: IconName;
  size?: keyof typeof sizes;
  className?: string;
}) {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={size === 'xs' ? 2 : 1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
      className={`${sizes[size]} ${className}`}
    >
      {icons[name]}
    </svg>
  );
}
