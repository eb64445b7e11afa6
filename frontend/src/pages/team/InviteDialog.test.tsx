// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { InviteDialog } from './InviteDialog';

const TEAM = { id: 3, name: 'Birds', role: 'owner', needs_mfa: false } as const;
const MADE = { id: 1, email: '', link: 'https://stipple.example/join/abc', role: 'annotator' };

function open() {
  const onClose = vi.fn();
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={new QueryClient()}>
        <InviteDialog opened onClose={onClose} team={TEAM} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return onClose;
}

const pressEscape = () => fireEvent.keyDown(document.body, { key: 'Escape' });
const clickBeside = () => {
  const beside = document.querySelector('.mantine-Modal-overlay');
  if (beside === null) throw new Error('a dialog darkens what is behind it');
  fireEvent.click(beside);
};

beforeEach(() => {
  // biome-ignore lint/suspicious/noDocumentCookie: this is how the browser has it from the server
  document.cookie = 'csrftoken=token';
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify(MADE), { status: 201 }));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it.each([pressEscape, clickBeside])('closes by a step aside while nothing is made: %o', (stepAside) => {
  const onClose = open();
  stepAside();
  expect(onClose).toHaveBeenCalled();
});

it('keeps a link that is made until one is done with it', async () => {
  const onClose = open();
  fireEvent.click(screen.getByRole('button', { name: 'Make the link' }));
  expect((await screen.findByTestId('invitation-link')).textContent).toBe(MADE.link);
  pressEscape();
  clickBeside();
  expect(onClose).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole('button', { name: 'Done' }));
  expect(onClose).toHaveBeenCalledOnce();
});
