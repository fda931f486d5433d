import type { GeoLocation } from '@fieldsync/protocol';

/** What a device's position service said. */
export type PositionEvent =
  | { readonly type: 'asked' }
  | { readonly type: 'fix'; readonly location: GeoLocation }
  | { readonly type: 'denied' }
  | { readonly type: 'unsupported' }
  /** The service has nothing; also when a search ends by itself. */
  | { readonly type: 'gave-up' }
  | { readonly type: 'slow' }
  | { readonly type: 'stopped' };

export type PositionState =
  | { readonly at: 'rest' }
  | { readonly at: 'looking'; readonly slow: boolean }
  /** A position is known and may still get better. */
  | { readonly at: 'improving'; readonly location: GeoLocation }
  | { readonly at: 'known'; readonly location: GeoLocation }
  | { readonly at: 'denied' }
  | { readonly at: 'unavailable' }
  | { readonly at: 'unsupported' };

/** Good enough to tell one shelter row from the next; searching on would only cost battery. */
export const ENOUGH_METRES = 20;

const accuracyOf = (location: GeoLocation): number => location.accuracyMetres ?? Infinity;

export const isSearching = (state: PositionState): boolean =>
  state.at === 'looking' || state.at === 'improving';

/** A search keeps the best position it was given; only a better one replaces it. */
export function nextPosition(state: PositionState, event: PositionEvent): PositionState {
  if (event.type === 'asked') return { at: 'looking', slow: false };
  if (event.type === 'unsupported') return { at: 'unsupported' };
  if (!isSearching(state)) return state;
  switch (event.type) {
    case 'fix': {
      const best =
        state.at === 'improving' && accuracyOf(state.location) <= accuracyOf(event.location)
          ? state.location
          : event.location;
      return { at: accuracyOf(best) <= ENOUGH_METRES ? 'known' : 'improving', location: best };
    }
    case 'slow':
      return state.at === 'looking' ? { at: 'looking', slow: true } : state;
    case 'denied':
      return { at: 'denied' };
    case 'gave-up':
      return state.at === 'improving' ? { at: 'known', location: state.location } : { at: 'unavailable' };
    case 'stopped':
      return state.at === 'improving' ? { at: 'known', location: state.location } : { at: 'rest' };
  }
}
