// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SearchField } from './SearchField';

const field = () => screen.getByLabelText<HTMLInputElement>('Search by file name');
const element = (value: string, onChange = vi.fn()) => (
  <MantineProvider env="test">
    <SearchField value={value} onChange={onChange} />
  </MantineProvider>
);

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('empties itself when all filters are removed', () => {
  const { rerender } = render(element('zebra'));
  expect(field().value).toBe('zebra');
  rerender(element(''));
  expect(field().value).toBe('');
});

it('keeps what is being typed while an earlier search is answered', () => {
  vi.useFakeTimers();
  const onChange = vi.fn();
  const { rerender } = render(element('', onChange));
  fireEvent.change(field(), { target: { value: 'cat' } });
  vi.advanceTimersByTime(300);
  expect(onChange).toHaveBeenCalledWith('cat');
  fireEvent.change(field(), { target: { value: 'cats' } });
  rerender(element('cat', onChange));
  expect(field().value).toBe('cats');
});
