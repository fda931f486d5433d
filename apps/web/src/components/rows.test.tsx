// @vitest-environment happy-dom
import { cleanup, render, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { Checklist, ChecklistLine } from './checklist.tsx';
import { QueueRow } from './queue-row.tsx';
import { RecordRow } from './record-row.tsx';

afterEach(cleanup);

describe('a record row', () => {
  const row = { href: '/records/detail/?id=1', title: 'Health', time: '10:21' };

  it('says its state and its priority in words: colour is never alone', () => {
    render(<RecordRow {...row} state="send" stateText="Sending, 40 %" band="CRITICAL" />);
    const link = screen.getByRole('link', { name: /Health.*10:21.*Sending, 40 %.*Critical/ });
    expect(link.getAttribute('href')).toMatch(/^\/records\/detail.*\?id=1$/);
  });

  it('shows a priority only when it is High or more', () => {
    render(<RecordRow {...row} state="phone" stateText="On this phone" band="NORMAL" />);
    expect(screen.queryByText('Normal')).toBeNull();
  });

  it('says which one is open beside the list', () => {
    render(<RecordRow {...row} state="phone" stateText="On this phone" band="LOW" chosen />);
    expect(screen.getByRole('link').getAttribute('aria-current')).toBe('true');
  });
});

describe('a queue row', () => {
  it('says place in line, priority, reason and what stands in the way', () => {
    render(
      <QueueRow
        href="#"
        state="phone"
        title="WASH, Dikwa"
        right="3 of 6"
        band="HIGH"
        reason="water contaminated"
        note="Will try again at 14:05"
      />,
    );
    expect(screen.getByRole('link').textContent).toBe(
      'WASH, Dikwa3 of 6Highwater contaminatedWill try again at 14:05',
    );
  });
});

describe('a checklist', () => {
  it('is pairs of a name and an answer, and says which one does not pass', () => {
    const { container } = render(
      <Checklist label="What sending depends on">
        <ChecklistLine name="Signal" answer="good" result="pass" />
        <ChecklistLine name="Battery" answer="14 %, needs 20 %" result="fail" />
      </Checklist>,
    );
    expect(screen.getAllByRole('term').map((term) => term.textContent)).toEqual(['Signal', 'Battery']);
    expect(screen.getAllByRole('definition').map((each) => each.textContent)).toEqual([
      'good',
      '14 %, needs 20 %',
    ]);
    const failing = container.querySelector('[data-result=fail]');
    expect(failing?.querySelector('[data-state=held]')).not.toBeNull();
    expect(within(failing as HTMLElement).getByText('Battery').className).toContain('font-bold');
  });
});
