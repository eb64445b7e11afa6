// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { createMemoryRouter, Link, RouterProvider } from 'react-router';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { UnsavedGuard, useUnsaved } from './UnsavedGuard';

function Form() {
  const [text, setText] = useState('');
  useUnsaved(text !== '');
  return <input aria-label="Note" value={text} onChange={(event) => setText(event.currentTarget.value)} />;
}

function show() {
  const page = (
    <UnsavedGuard>
      <Form />
      <Link to="/there">There</Link>
      <Link to="/?tab=other">Another tab</Link>
    </UnsavedGuard>
  );
  const routes = [
    { path: '/', element: page },
    { path: '/there', element: <p>Arrived</p> },
  ];
  render(
    <MantineProvider env="test">
      <RouterProvider router={createMemoryRouter(routes)} />
    </MantineProvider>,
  );
}

const type = (value: string) => fireEvent.change(screen.getByLabelText('Note'), { target: { value } });
const follow = (name: string) => fireEvent.click(screen.getByRole('link', { name }));
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('lets people go who have changed nothing, or taken it back', async () => {
  show();
  type('a');
  type('');
  follow('There');
  expect(await screen.findByText('Arrived')).toBeTruthy();
});

it('asks before what was typed is lost, and stays or goes', async () => {
  show();
  type('a');
  follow('There');
  await screen.findByText('Leave without saving?');
  press('Stay here');
  expect(screen.getByLabelText<HTMLInputElement>('Note').value).toBe('a');
  follow('There');
  await screen.findByText('Leave without saving?');
  press('Leave');
  expect(await screen.findByText('Arrived')).toBeTruthy();
});

it('asks nothing on the way to another tab of the page', () => {
  show();
  type('a');
  follow('Another tab');
  expect(screen.queryByText('Leave without saving?')).toBeNull();
});

it('lets the browser ask before the tab is closed', () => {
  show();
  const close = () => {
    const event = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(event);
    return event.defaultPrevented;
  };
  expect(close()).toBe(false);
  type('a');
  expect(close()).toBe(true);
});
