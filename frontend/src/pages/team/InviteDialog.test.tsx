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

function writeTo(addresses: string) {
  fireEvent.click(screen.getByRole('radio', { name: 'By e-mail' }));
  const field = screen.getByRole('combobox', { name: 'E-mail addresses' });
  fireEvent.paste(field, { clipboardData: { getData: () => addresses } });
  fireEvent.click(screen.getByRole('button', { name: 'Send the invitation' }));
}

/** The server takes addresses with an @ alone; returns those it was sent. */
function takeLetters(): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'GET') return new Response('{"results": [], "next": null}');
    const { email } = (await request.json()) as { email: string };
    asked.push(email);
    return email.includes('@')
      ? new Response(JSON.stringify({ ...MADE, email }), { status: 201 })
      : new Response(JSON.stringify({ code: 'invalid', errors: { email: ['No address.'] } }), {
          status: 400,
        });
  });
  return asked;
}

it('sends a letter to each of several addresses', async () => {
  const asked = takeLetters();
  open();
  writeTo('ana@birds.example, ben@birds.example cleo@birds.example');
  await screen.findByText(/on their way to ana@birds.example, ben@birds.example, and cleo@birds.example/);
  expect(asked).toEqual(['ana@birds.example', 'ben@birds.example', 'cleo@birds.example']);
});

it('keeps what was not sent yet when an address is refused', async () => {
  takeLetters();
  open();
  writeTo('ana@birds.example, ben, cleo@birds.example');
  await screen.findByText('ben: No address.');
  expect(screen.queryByText('ana@birds.example')).toBeNull();
  expect(screen.getByText('cleo@birds.example')).toBeTruthy();
});

it('sends to an address that was typed and not closed by Enter', async () => {
  const asked = takeLetters();
  open();
  fireEvent.click(screen.getByRole('radio', { name: 'By e-mail' }));
  const field = screen.getByRole('combobox', { name: 'E-mail addresses' });
  field.focus();
  fireEvent.change(field, { target: { value: 'ana@birds.example' } });
  const send = screen.getByRole<HTMLButtonElement>('button', { name: 'Send the invitation' });
  expect(send.disabled).toBe(false);
  fireEvent.blur(field);
  fireEvent.click(send);
  await screen.findByText(/ana@birds.example/);
  expect(asked).toEqual(['ana@birds.example']);
});
