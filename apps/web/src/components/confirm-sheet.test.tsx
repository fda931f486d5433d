// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ConfirmSheet } from './confirm-sheet.tsx';
import { ToastLine } from './show-toast.tsx';

afterEach(cleanup);

describe('[C2] asking before something is lost', () => {
  const ask = () => {
    const onConfirm = vi.fn();
    const onClose = vi.fn();
    render(
      <ConfirmSheet
        open
        onClose={onClose}
        title="Discard Health, Dikwa?"
        detail="It is only on this phone. Nobody else has it."
        keep="Keep"
        confirm="Discard"
        onConfirm={onConfirm}
      />,
    );
    return { onConfirm, onClose };
  };

  it('names what would be lost', () => {
    ask();
    expect(screen.getByRole('dialog', { name: 'Discard Health, Dikwa?' }).textContent).toContain(
      'Nobody else has it.',
    );
  });

  it('does nothing when the person keeps it, or closes the sheet', () => {
    const { onConfirm, onClose } = ask();
    fireEvent.click(screen.getByRole('button', { name: 'Keep' }));
    fireEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(onClose).toHaveBeenCalled();
    expect(onConfirm).not.toHaveBeenCalled();
  });

  it('acts once when the person says so', () => {
    const { onConfirm, onClose } = ask();
    fireEvent.click(screen.getByRole('button', { name: 'Discard' }));
    expect(onConfirm).toHaveBeenCalledTimes(1);
    expect(onClose).toHaveBeenCalled();
  });
});

describe('a toast', () => {
  it('is said politely, and its one action closes it', () => {
    const onPress = vi.fn();
    const onDone = vi.fn();
    render(
      <ToastLine
        text="Saved on this phone"
        state="phone"
        action={{ label: 'Undo', onPress }}
        onDone={onDone}
      />,
    );
    expect(screen.getByRole('status').textContent).toContain('Saved on this phone');
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    expect(onPress).toHaveBeenCalledTimes(1);
    expect(onDone).toHaveBeenCalledTimes(1);
  });
});
