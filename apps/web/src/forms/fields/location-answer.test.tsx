// @vitest-environment happy-dom
import type { GeoLocation } from '@fieldsync/protocol';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { usePosition } from '../use-position.ts';
import { LocationAnswer } from './location-answer.tsx';

/** A position service that answers when the test says so. */
interface Watch {
  found(accuracy: number): void;
  failed(code: number): void;
}
let watches: Watch[];
let cleared: number[];
const takenAt = new Date(2026, 2, 2, 10, 24);

beforeEach(() => {
  vi.useFakeTimers();
  watches = [];
  cleared = [];
  vi.stubGlobal('navigator', {
    geolocation: {
      watchPosition: (onFound: PositionCallback, onError: PositionErrorCallback) => {
        watches.push({
          found: (accuracy) =>
            act(() => {
              const coords = { latitude: 12.036, longitude: 13.918, accuracy } as GeolocationCoordinates;
              onFound({ coords, timestamp: takenAt.getTime() } as GeolocationPosition);
            }),
          failed: (code) => act(() => onError({ code } as GeolocationPositionError)),
        });
        return watches.length;
      },
      clearWatch: (id: number) => cleared.push(id),
    },
  });
  return () => vi.useRealTimers();
});
afterEach(cleanup);

function Asked({ given }: { given: (GeoLocation | undefined)[] }) {
  const [location, setLocation] = useState<GeoLocation>();
  const search = usePosition({
    auto: false,
    onFound: (found) => {
      given.push(found);
      setLocation(found);
    },
  });
  return <LocationAnswer value={location} onChange={setLocation} search={search} now={takenAt} />;
}

const take = (): boolean => fireEvent.click(screen.getByRole('button', { name: 'Take my position' }));

describe('the position', () => {
  it('is taken at once, gets better, and says how exactly it is known', () => {
    const given: (GeoLocation | undefined)[] = [];
    render(<Asked given={given} />);
    expect(watches).toHaveLength(0);
    take();
    expect(screen.getByText('Looking for your position')).toBeDefined();
    watches[0]?.found(340);
    expect(screen.getByText('Within 340 m so far, getting better')).toBeDefined();
    watches[0]?.found(8);
    expect(screen.getByText('Known within 8 m')).toBeDefined();
    expect(screen.getByText('12.0360°, 13.9180°, today at 10:24')).toBeDefined();
    expect(given.map((location) => location?.accuracyMetres)).toEqual([340, 8]);
    expect(cleared).toEqual([1]);
  });

  it('that may not be seen is said in plain words, with what to do', () => {
    render(<Asked given={[]} />);
    take();
    watches[0]?.failed(1);
    expect(screen.getByText('This phone does not let the app see your position')).toBeDefined();
    fireEvent.click(screen.getByRole('button', { name: 'Take it again' }));
    expect(watches).toHaveLength(2);
  });

  it('that takes long is said to take long, and the receiver is switched off in the end', () => {
    render(<Asked given={[]} />);
    take();
    act(() => {
      vi.advanceTimersByTime(12_000);
    });
    expect(screen.getByText(/It takes longer than usual/)).toBeDefined();
    act(() => {
      vi.advanceTimersByTime(80_000);
    });
    expect(screen.getByText('No position found')).toBeDefined();
    expect(cleared).toEqual([1]);
  });

  it('can be taken away again, and then no better one comes back', () => {
    render(<Asked given={[]} />);
    take();
    watches[0]?.found(340);
    fireEvent.click(screen.getByRole('button', { name: 'Remove' }));
    expect(cleared).toEqual([1]);
    expect(screen.queryByText(/340 m/)).toBeNull();
  });

  it('is not asked of a phone that has none', () => {
    vi.stubGlobal('navigator', {});
    render(<Asked given={[]} />);
    take();
    expect(screen.getByText('This phone has no position to give')).toBeDefined();
  });
});
