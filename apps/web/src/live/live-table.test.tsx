// @vitest-environment happy-dom
import { bandOf, type RecordSummary } from '@fieldsync/protocol';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { LiveRows } from './live-rows.tsx';
import { LiveTable } from './live-table.tsx';

afterEach(cleanup);

const record = (number: number, change: Partial<RecordSummary> = {}): RecordSummary => ({
  id: `0197a1b2-0000-7000-8000-00000000000${String(number)}` as RecordSummary['id'],
  type: 'ASSESSMENT',
  sector: 'HEALTH',
  place: { id: 'dikwa', name: 'Dikwa camp', lga: 'Dikwa', ward: 'Ward B' },
  score: 40,
  band: bandOf(40),
  reason: '',
  override: null,
  state: 'office',
  version: 1,
  deleted: false,
  from: { id: 'amina', name: 'Amina Bukar' },
  capturedAt: '2026-03-02T09:00:00.000Z',
  receivedAt: '2026-03-02T09:00:00.000Z',
  changedAt: '2026-03-02T09:00:00.000Z',
  ...change,
});
const rows = [
  record(1, { score: 90, band: 'CRITICAL', reason: 'Health emergency' }),
  record(2, { state: 'conflict' }),
  record(3),
];

describe.each([
  { name: 'table', List: LiveTable, role: 'row' },
  { name: 'rows', List: LiveRows, role: 'option' },
])('the list as a $name', ({ List, role }) => {
  const drawn = (): HTMLElement[] =>
    screen.getAllByRole(role).filter((row) => row.dataset['row'] !== undefined);
  const focused = (): number => drawn().findIndex((row) => row === document.activeElement);
  const press = (key: string): void => {
    if (document.activeElement !== null) fireEvent.keyDown(document.activeElement, { key });
  };

  it('is one stop of the Tab key, and arrows move through it', () => {
    render(<List rows={rows} chosen={null} onOpen={() => undefined} />);
    expect(drawn().map((row) => row.tabIndex)).toEqual([0, -1, -1]);
    drawn()[0]?.focus();
    press('ArrowDown');
    expect(focused()).toBe(1);
    expect(drawn().map((row) => row.tabIndex)).toEqual([-1, 0, -1]);
    press('End');
    press('ArrowDown');
    expect(focused()).toBe(2);
    press('Home');
    press('ArrowUp');
    expect(focused()).toBe(0);
  });

  it('opens with Enter and with a click', () => {
    const opened: string[] = [];
    render(<List rows={rows} chosen={null} onOpen={(id) => opened.push(id)} />);
    drawn()[1]?.focus();
    press('Enter');
    fireEvent.click(drawn()[2] as HTMLElement);
    expect(opened).toEqual([rows[1]?.id, rows[2]?.id]);
  });

  it('keeps the focus on its record when others come in above', () => {
    const { rerender } = render(<List rows={rows} chosen={null} onOpen={() => undefined} />);
    drawn()[0]?.focus();
    rerender(<List rows={[record(9), ...rows]} chosen={null} onOpen={() => undefined} />);
    expect(focused()).toBe(1);
  });

  it('marks the chosen record and says priority, reason and state in words', () => {
    render(<List rows={rows} chosen={rows[1]?.id ?? null} onOpen={() => undefined} />);
    expect(drawn().map((row) => row.getAttribute('aria-selected'))).toEqual(['false', 'true', 'false']);
    expect(screen.getByText('Health emergency')).toBeDefined();
    expect(screen.getByText('Critical')).toBeDefined();
    const said = drawn()[1]?.textContent ?? '';
    const labelled = drawn()[1]?.querySelector('[role=img]')?.getAttribute('aria-label') ?? '';
    expect(said + labelled).toContain('Two versions');
  });
});
