import Link from 'next/link';
import type { ButtonHTMLAttributes, MouseEventHandler, ReactNode } from 'react';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.tsx';

type Look = 'primary' | 'secondary' | 'quiet' | 'link';
type Size = 'md' | 'big' | 'sm';

const looks: Record<Look, string> = {
  /** One a screen. */
  primary: 'bg-ink text-on-ink border-(length:--fs-border-w) border-ink',
  secondary: 'bg-surface text-ink edge-2',
  quiet: 'bg-transparent text-ink border-(length:--fs-border-w) border-transparent',
  link: 'bg-transparent text-ink underline underline-offset-[3px]',
};
const sizes: Record<Size, string> = {
  md: 'min-h-(--fs-tap) px-4 text-base',
  big: 'min-h-14 w-full px-4 text-lg',
  sm: 'reach min-h-9 px-3 text-sm',
};

function buttonClass(look: Look, size: Size, className: string): string {
  return `press strong inline-flex items-center justify-center gap-2 rounded-sm py-1 text-center leading-tight ${looks[look]} ${sizes[size]} ${className}`;
}

interface Shared {
  look?: Look;
  size?: Size;
  icon?: IconName;
  className?: string;
  children: ReactNode;
}

const content = (icon: IconName | undefined, size: Size, children: ReactNode) => (
  <>
    {icon === undefined ? null : <Icon name={icon} size={size === 'big' ? 'md' : 'sm'} />}
    {children}
  </>
);

export function Button({
  look = 'secondary',
  size = 'md',
  icon,
  className = '',
  children,
  ...button
}: Shared & ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button type="button" {...button} className={buttonClass(look, size, className)}>
      {content(icon, size, children)}
    </button>
  );
}

/** Looks like a button, goes to a page. */
export function ButtonLink({
  href,
  look = 'secondary',
  size = 'md',
  icon,
  className = '',
  children,
}: Shared & { href: string }) {
  return (
    <Link href={href} className={buttonClass(look, size, className)}>
      {content(icon, size, children)}
    </Link>
  );
}

/** Looks like a button, gives a file of the office. */
export function DownloadLink({
  href,
  look = 'secondary',
  size = 'md',
  className = '',
  children,
  onClick,
}: Shared & { href: string; onClick?: MouseEventHandler<HTMLAnchorElement> }) {
  return (
    <a href={href} download onClick={onClick} className={buttonClass(look, size, className)}>
      {children}
    </a>
  );
}

/** Icon alone: only for back, close, search, settings, pause and the like, always with a name. */
export function IconButton({
  icon,
  label,
  className = '',
  ...button
}: { icon: IconName; label: string; className?: string } & ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button
      type="button"
      {...button}
      aria-label={label}
      className={`press grid size-12 flex-none place-items-center rounded-full ${className}`}
    >
      <Icon name={icon} />
    </button>
  );
}
