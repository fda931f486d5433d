/** Longest that the person's taps may keep background work waiting. */
const PATIENCE_MS = 5_000;

/** Resolves when the browser has nothing better to do; at once where it does not tell (Safari). */
export function whenIdle(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof requestIdleCallback === 'undefined') resolve();
    else
      requestIdleCallback(
        () => {
          resolve();
        },
        { timeout: PATIENCE_MS },
      );
  });
}
