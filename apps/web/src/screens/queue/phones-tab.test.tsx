// @vitest-environment happy-dom
import type { PriorityQueue, QueueDevice } from '@fieldsync/protocol';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { en } from '../../words/en.ts';
import { PhonesTab } from './phones-tab.tsx';

afterEach(cleanup);

const { phones } = en.queue;
const device = (id: string, name: string, change: Partial<QueueDevice>): QueueDevice => ({
  id,
  user: { id: name, name },
  lastContact: '2026-03-02T09:00:00.000Z',
  reportedAt: null,
  bands: null,
  needsYou: null,
  oldestCriticalAt: null,
  overridden: null,
  averageScore: null,
  estimatedMinutes: null,
  ...change,
});
const queue = (devices: QueueDevice[]): PriorityQueue => ({
  stats: {
    total: 0,
    bands: { critical: 0, high: 0, normal: 0, low: 0 },
    needsYou: 0,
    oldestCriticalAt: null,
    overridden: null,
    averageScore: null,
    awaited: 0,
    reporting: 0,
    devices: devices.length,
  },
  devices,
});

describe('the phones of the queue page, as they are shown', () => {
  it('[S7] gives a phone that never reported no row, and says whose it is', () => {
    const reported = {
      reportedAt: '2026-03-02T09:00:00.000Z',
      bands: { critical: 2, high: 0, normal: 0, low: 0 },
    };
    render(
      <PhonesTab
        queue={queue([
          device('a', 'Yusuf Modu', reported),
          device('b', 'Amina Bukar', {}),
          device('c', 'Amina Bukar', {}),
        ])}
      />,
    );
    expect(screen.getAllByRole('rowheader').map((cell) => cell.textContent)).toEqual(['Yusuf Modu']);
    expect(screen.getByText(phones.silent('2', false, 'Amina Bukar (2)'))).toBeDefined();
    // What it has not said is not known, and is not read out as a dash.
    expect(screen.getAllByText(phones.unknown)).toHaveLength(2);
  });

  it('tells the phones of one person by their codes', () => {
    const reported = { bands: { critical: 0, high: 1, normal: 0, low: 0 } };
    const devices = [
      device('first-279a', 'Amina Bukar', reported),
      device('second-34b9', 'Amina Bukar', reported),
      device('third-dc8b', 'Yusuf Modu', reported),
    ];
    render(<PhonesTab queue={queue(devices)} />);
    const { code } = en.fleet;
    expect(screen.getAllByRole('rowheader').map((cell) => cell.textContent)).toEqual([
      `Amina Bukar ${code('279a')}`,
      `Amina Bukar ${code('34b9')}`,
      'Yusuf Modu',
    ]);
  });

  it('names a dozen people, and counts the others', () => {
    const many = Array.from({ length: 14 }, (_, at) => device(String(at), `Person ${String(at + 10)}`, {}));
    render(<PhonesTab queue={queue(many)} />);
    expect(screen.getByText(/Person 21, 2 more people\.$/)).toBeDefined();
    expect(screen.queryByRole('table')).toBeNull();
  });
});
