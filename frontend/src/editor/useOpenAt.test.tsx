// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { MemoryRouter, useLocation, useNavigate } from 'react-router';
import { afterEach, expect, it, vi } from 'vitest';
import { fetchImageAt } from '../api/images';
import type { Image } from '../api/types';
import { useOpenAt } from './useOpenAt';

vi.mock('../api/images', () => ({ fetchImageAt: vi.fn() }));

afterEach(cleanup);

/** An editor at image 1 whose palette has been asked for another image, which is not known yet. */
function asking() {
  let answer: (image: Image) => void = () => undefined;
  vi.mocked(fetchImageAt).mockImplementation(() => new Promise((resolve) => (answer = resolve)));
  const { result, rerender } = renderHook(
    ({ isOpen }) => ({
      openAt: useOpenAt(1, isOpen),
      navigate: useNavigate(),
      place: useLocation().pathname,
    }),
    {
      initialProps: { isOpen: true },
      wrapper: ({ children }: { children: ReactNode }) => (
        <MemoryRouter initialEntries={['/images/1']}>{children}</MemoryRouter>
      ),
    },
  );
  act(() => result.current.openAt(16));
  rerender({ isOpen: false });
  return {
    answered: () => act(async () => answer({ id: '17' } as Image)),
    go: (to: string) => act(async () => result.current.navigate(to)),
    openPalette: () => rerender({ isOpen: true }),
    place: () => result.current.place,
  };
}

it('goes to the image that was asked for', async () => {
  const { answered, place } = asking();
  await answered();
  expect(place()).toBe('/images/17');
});

it('takes nobody away who has gone to another image before the answer', async () => {
  const { answered, go, place } = asking();
  await go('/images/2');
  await answered();
  expect(place()).toBe('/images/2');
});

it('takes nobody away who is at the palette again', async () => {
  const { answered, openPalette, place } = asking();
  openPalette();
  await answered();
  expect(place()).toBe('/images/1');
});
