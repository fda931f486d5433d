'use client';
import type { GeoLocation } from '@fieldsync/protocol';
import { useEffect, useEffectEvent, useReducer } from 'react';
import { isSearching, nextPosition, type PositionState } from './position-machine.ts';

/** Cold receivers outdoors need 30 s and more; after this the person is told that it takes long. */
const SLOW_AFTER_MS = 12_000;
/** Then the receiver is switched off, with the best position so far. */
const SEARCH_MS = 90_000;
const PERMISSION_DENIED = 1;

/** Null on devices and in browsers without a position service, whatever the type says. */
const positionService = (): Geolocation | undefined =>
  typeof navigator === 'undefined' ? undefined : ((navigator as Partial<Navigator>).geolocation ?? undefined);

const toLocation = ({ coords, timestamp }: GeolocationPosition): GeoLocation => ({
  latitude: Number(coords.latitude.toFixed(6)),
  longitude: Number(coords.longitude.toFixed(6)),
  accuracyMetres: Math.round(Math.min(coords.accuracy, 1_000_000)),
  takenAt: new Date(timestamp).toISOString(),
});

export interface PositionSearch {
  readonly state: PositionState;
  readonly take: () => void;
  /** Ends a search; the best position so far stays. */
  readonly stop: () => void;
}

/**
 * The phone's position. Nothing is asked before `take`, unless the phone has said yes before and `auto` is set.
 * `onFound` is called for the first position and for each better one.
 */
export function usePosition(options: {
  readonly auto: boolean;
  readonly onFound: (location: GeoLocation) => void;
}): PositionSearch {
  const [state, send] = useReducer(nextPosition, { at: 'rest' });
  const searching = isSearching(state);
  const found = 'location' in state ? state.location : undefined;
  const onFound = useEffectEvent(options.onFound);

  const { auto } = options;
  useEffect(() => {
    if (!auto || !('permissions' in navigator) || positionService() === undefined) return;
    let current = true;
    navigator.permissions.query({ name: 'geolocation' }).then(
      (permission) => {
        if (current && permission.state === 'granted') send({ type: 'asked' });
      },
      // Older browsers cannot say; then the button is the way.
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [auto]);

  useEffect(() => {
    if (found !== undefined) onFound(found);
  }, [found]);

  useEffect(() => {
    const service = positionService();
    if (!searching || service === undefined) return;
    const slow = setTimeout(() => send({ type: 'slow' }), SLOW_AFTER_MS);
    const end = setTimeout(() => send({ type: 'gave-up' }), SEARCH_MS);
    const watch = service.watchPosition(
      (position) => send({ type: 'fix', location: toLocation(position) }),
      (error) => send({ type: error.code === PERMISSION_DENIED ? 'denied' : 'gave-up' }),
      { enableHighAccuracy: true, maximumAge: 60_000, timeout: SEARCH_MS },
    );
    return () => {
      clearTimeout(slow);
      clearTimeout(end);
      service.clearWatch(watch);
    };
  }, [searching]);

  return {
    state,
    take: () => send(positionService() === undefined ? { type: 'unsupported' } : { type: 'asked' }),
    stop: () => send({ type: 'stopped' }),
  };
}
