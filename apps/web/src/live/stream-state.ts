/** How the event stream of the office stands. `looking`: it broke off or is not there yet; `silent`: it stays away. */
export type StreamState =
  | { readonly at: 'looking'; readonly failures: number }
  | { readonly at: 'live' }
  | { readonly at: 'silent'; readonly failures: number };

export type StreamEvent =
  | { readonly type: 'opened' }
  /** Broke off; the browser connects again by itself. */
  | { readonly type: 'broke-off' }
  /** Refused; the browser will not try again. */
  | { readonly type: 'refused' }
  /** It has been looking for so long that a person wants to know. */
  | { readonly type: 'patience-over' };

export const LOOKING_FIRST: StreamState = { at: 'looking', failures: 0 };
/** Looking for longer than this is said to be silence. */
export const PATIENCE_MS = 8_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

export function nextStream(state: StreamState, event: StreamEvent): StreamState {
  const failures = state.at === 'live' ? 0 : state.failures;
  switch (event.type) {
    case 'opened':
      return { at: 'live' };
    case 'broke-off':
    case 'refused':
      // A second failure in a row is no hiccup of the link any more.
      return { at: failures + 1 >= 2 ? 'silent' : 'looking', failures: failures + 1 };
    case 'patience-over':
      return state.at === 'looking' ? { at: 'silent', failures } : state;
  }
}

/**
 * When to try again after the browser gave up, ms: doubling, with full jitter, so that all the screens of an office do
 * not knock at the same moment when it comes back.
 * @param roll uniform in [0, 1)
 */
export function retryAfterMs(failures: number, roll: number): number {
  const ceiling = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures, 10));
  return FIRST_WAIT_MS / 2 + roll * ceiling;
}
