// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { FilterChips } from './filter-chips.tsx';

afterEach(cleanup);

it('names the state of a chip that shows only its mark and number, and says which one is pressed', () => {
  const onPress = vi.fn();
  render(
    <FilterChips
      label="Show only"
      pressed="all"
      onPress={onPress}
      chips={[
        { key: 'all', label: 'All' },
        { key: 'phone', state: 'phone', count: 6 },
        { key: 'office', state: 'office', count: 128 },
      ]}
    />,
  );
  expect(screen.getByRole('group', { name: 'Show only' })).toBeDefined();
  expect(screen.getByRole('button', { name: 'All' }).getAttribute('aria-pressed')).toBe('true');
  const phone = screen.getByRole('button', { name: 'On this phone, 6' });
  expect(phone.getAttribute('aria-pressed')).toBe('false');
  fireEvent.click(phone);
  expect(onPress).toHaveBeenCalledWith('phone');
});
