// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ApiError } from '../../api/errors';
import { deleteLabel } from '../../api/labels';
import type { Label } from '../../api/types';
import { DeleteLabelDialog } from './DeleteLabelDialog';

vi.mock('../../api/labels', () => ({ deleteLabel: vi.fn() }));

const remove = vi.mocked(deleteLabel);
const label = (id: number, name: string) => ({ id, name, project: 1 }) as Label;

function show(others: Label[]) {
  const onClose = vi.fn();
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MantineProvider env="test">
        <DeleteLabelDialog label={label(1, 'cup')} count={12} others={others} onClose={onClose} />
      </MantineProvider>
    </QueryClientProvider>,
  );
  const confirm = () => fireEvent.click(screen.getByRole('button', { name: 'Delete the label' }));
  return { onClose, confirm };
}

beforeEach(() => {
  remove.mockReset();
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('tells the number of objects, and gives them another label unless told otherwise', async () => {
  const { onClose, confirm } = show([label(2, 'mug'), label(3, 'bowl')]);
  expect(screen.getByText(/^12 objects have this label/)).toBeDefined();
  confirm();
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(remove).toHaveBeenCalledWith(1, { objects: 'move', to: 2 });
});

it.each([
  ['Keep without a label', 'keep'],
  ['Delete the 12 objects', 'delete'],
])('does what was chosen: %s', async (choice, objects) => {
  const { confirm } = show([label(2, 'mug')]);
  fireEvent.click(screen.getByLabelText(choice));
  confirm();
  await waitFor(() => expect(remove).toHaveBeenCalledWith(1, { objects }));
});

it('offers no other label where there is none, and keeps the objects unless told otherwise', async () => {
  const { confirm } = show([]);
  expect(screen.queryByLabelText('Give another label')).toBeNull();
  confirm();
  await waitFor(() => expect(remove).toHaveBeenCalledWith(1, { objects: 'keep' }));
});

it('stays open with the words of the server when it refuses', async () => {
  remove.mockRejectedValue(new ApiError(403, 'role-too-low', 'Ask a manager.'));
  const { onClose, confirm } = show([label(2, 'mug')]);
  confirm();
  expect(await screen.findByText('Ask a manager.')).toBeDefined();
  expect(onClose).not.toHaveBeenCalled();
});
