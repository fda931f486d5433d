'use client';
import { Toaster } from 'sonner';

/** Where toasts appear: above the bottom bar on phones, at the lower right on laptops. */
export function Toasts() {
  return (
    <Toaster
      position="bottom-center"
      visibleToasts={2}
      gap={8}
      offset={{ bottom: 24 }}
      mobileOffset={{
        bottom: 'calc(var(--fs-nav) + 12px + env(safe-area-inset-bottom))',
        left: 16,
        right: 16,
      }}
      toastOptions={{ unstyled: true, className: 'w-full' }}
    />
  );
}
