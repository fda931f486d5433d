'use client';
import { toast } from 'sonner';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.tsx';
import { StateMark } from './state-mark.tsx';
import type { SyncState } from './sync-state.ts';

export interface ToastContent {
  /** One line. Toasts are never the place for something that a person must act on. */
  text: string;
  state?: SyncState | undefined;
  icon?: IconName | undefined;
  action?: { label: string; onPress: () => void } | undefined;
}

/** Five seconds; ten with an action. `id`: a toast with the same id takes its place. */
export function showToast(content: ToastContent, id?: string): void {
  const toPress = content.action !== undefined;
  toast.custom((toastId) => <ToastLine {...content} onDone={() => toast.dismiss(toastId)} />, {
    duration: toPress ? 10_000 : 5_000,
    // With nothing to press it must not catch the tap that is meant for the row beneath it.
    className: toPress ? '' : 'pointer-events-none',
    ...(id === undefined ? {} : { id }),
  });
}

export function ToastLine({ text, state, icon, action, onDone }: ToastContent & { onDone: () => void }) {
  return (
    <div
      role="status"
      className="flex min-h-[52px] w-full items-center gap-3 rounded-md bg-surface pr-1.5 pl-3.5 text-[0.9375rem] text-ink shadow-float"
    >
      {state === undefined ? null : <StateMark state={state} />}
      {state === undefined && icon !== undefined ? <Icon name={icon} size="sm" /> : null}
      <span className="strong min-w-0 flex-1 py-2 leading-[1.4]">{text}</span>
      {action === undefined ? null : (
        <button
          type="button"
          className="strong min-h-11 px-2.5 underline underline-offset-[3px]"
          onClick={() => {
            action.onPress();
            onDone();
          }}
        >
          {action.label}
        </button>
      )}
    </div>
  );
}
