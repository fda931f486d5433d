// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { ChipChoice } from './chip-choice.tsx';
import { DateAnswer } from './date-answer.tsx';
import { Question } from './question.tsx';
import { SelectAnswer } from './select-answer.tsx';
import { Stepper } from './stepper.tsx';
import { TextAnswer } from './text-answer.tsx';
import { YesNoChoice, type YesNo } from './yes-no-choice.tsx';

afterEach(cleanup);

const issues = [
  { value: 'CHOLERA', label: 'Cholera, suspected' },
  { value: 'MALARIA', label: 'Malaria' },
  { value: 'MEASLES', label: 'Measles' },
] as const;
type Issue = (typeof issues)[number]['value'];

describe('a question', () => {
  it('is the name of its answer, and its error is read with it', () => {
    render(
      <Question label="Children under 5" hint="Count each child once." error="4,120 is more than 3,960.">
        <TextAnswer value="" onChange={() => undefined} />
      </Question>,
    );
    const input = screen.getByLabelText('Children under 5');
    expect(input.getAttribute('aria-invalid')).toBe('true');
    const described = (input.getAttribute('aria-describedby') ?? '').split(' ');
    expect(described.map((id) => document.getElementById(id)?.textContent)).toEqual([
      'Count each child once.',
      '4,120 is more than 3,960.',
    ]);
    expect(screen.getByRole('alert').querySelector('[data-state=needs]')).not.toBeNull();
  });

  it('has its place for an error before there is one, so that it is announced', () => {
    render(
      <Question label="Date">
        <DateAnswer value="" onChange={() => undefined} />
      </Question>,
    );
    expect(screen.getByRole('alert').textContent).toBe('');
    expect(screen.getByLabelText('Date').getAttribute('aria-invalid')).toBeNull();
  });

  it('names a set of choices', () => {
    render(
      <Question group label="Common health issues">
        <ChipChoice<Issue> many options={issues} value={[]} onChange={() => undefined} />
      </Question>,
    );
    expect(screen.getByRole('group', { name: 'Common health issues' })).toBeDefined();
  });
});

function AskYesNo() {
  const [value, setValue] = useState<YesNo | undefined>(undefined);
  return (
    <Question group label="Is there a working clinic?">
      <YesNoChoice value={value} onChange={setValue} />
      <output>{String(value)}</output>
    </Question>
  );
}

it('Yes, No and Not known are three answers, and none is chosen before the person chooses', () => {
  render(<AskYesNo />);
  const group = screen.getByRole('radiogroup', { name: 'Is there a working clinic?' });
  expect(group.querySelectorAll('input:checked')).toHaveLength(0);
  for (const [label, value] of [
    ['Not known', 'unknown'],
    ['No', 'false'],
    ['Yes', 'true'],
  ] as const) {
    fireEvent.click(screen.getByRole('radio', { name: label }));
    expect(screen.getByRole('status').textContent).toBe(value);
  }
});

function AskIssues() {
  const [value, setValue] = useState<Issue[]>(['MEASLES']);
  return (
    <>
      <ChipChoice many options={issues} value={value} onChange={setValue} />
      <output>{value.join(' ')}</output>
    </>
  );
}

it('chips keep the order of the options, whatever the order of the taps', () => {
  render(<AskIssues />);
  fireEvent.click(screen.getByRole('checkbox', { name: 'Malaria' }));
  fireEvent.click(screen.getByRole('checkbox', { name: 'Cholera, suspected' }));
  expect(screen.getByRole('status').textContent).toBe('CHOLERA MALARIA MEASLES');
  fireEvent.click(screen.getByRole('checkbox', { name: 'Malaria' }));
  expect(screen.getByRole('status').textContent).toBe('CHOLERA MEASLES');
});

function AskCount() {
  const [value, setValue] = useState<number | undefined>(undefined);
  return (
    <Question label="Health facilities">
      <Stepper value={value} onChange={setValue} max={50} />
      <output>{String(value)}</output>
    </Question>
  );
}

describe('a stepper', () => {
  const said = () => screen.getByRole('status').textContent;

  it('is stepped, typed and moved with the keyboard', () => {
    render(<AskCount />);
    const input = screen.getByRole('spinbutton', { name: 'Health facilities' });
    fireEvent.click(screen.getByRole('button', { name: 'One more' }));
    expect(said()).toBe('1');
    fireEvent.change(input, { target: { value: '12' } });
    expect(said()).toBe('12');
    fireEvent.keyDown(input, { key: 'ArrowUp' });
    expect(said()).toBe('13');
    fireEvent.keyDown(input, { key: 'PageDown' });
    expect(said()).toBe('3');
    fireEvent.click(screen.getByRole('button', { name: 'One fewer' }));
    expect(said()).toBe('2');
    fireEvent.change(input, { target: { value: '' } });
    expect(said()).toBe('undefined');
  });

  it('says its value and its bounds', () => {
    render(<AskCount />);
    const input = screen.getByRole('spinbutton');
    fireEvent.change(input, { target: { value: '7' } });
    expect(
      ['aria-valuenow', 'aria-valuemin', 'aria-valuemax'].map((name) => input.getAttribute(name)),
    ).toEqual(['7', '0', '50']);
  });
});

it('a select shows what stands there before a choice, and gives back only what it offered', () => {
  let chosen: Issue | undefined;
  render(
    <Question label="Main issue">
      <SelectAnswer
        options={issues}
        value={undefined}
        onChange={(value) => (chosen = value)}
        empty="Choose one"
      />
    </Question>,
  );
  const select = screen.getByLabelText('Main issue');
  expect((select as HTMLSelectElement).selectedOptions[0]?.textContent).toBe('Choose one');
  fireEvent.change(select, { target: { value: 'MALARIA' } });
  expect(chosen).toBe('MALARIA');
});
