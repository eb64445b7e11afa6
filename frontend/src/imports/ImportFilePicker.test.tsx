// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ApiError, offlineError } from '../api/errors';
import { sendImportFile } from '../api/imports';
import { ImportFilePicker } from './ImportFilePicker';
import { importFileFixture } from './importFixture';

vi.mock('../api/imports', () => ({ sendImportFile: vi.fn() }));

const send = vi.mocked(sendImportFile);
const FILE = new File(['{}'], 'instances.json');

function choose() {
  const onArrived = vi.fn();
  const onSending = vi.fn();
  render(
    <MantineProvider env="test">
      <ImportFilePicker project={7} onArrived={onArrived} onSending={onSending} />
    </MantineProvider>,
  );
  const input = screen.getByTestId('import-file').querySelector('input') as HTMLInputElement;
  fireEvent.change(input, { target: { files: [FILE] } });
  return { onArrived, onSending };
}

beforeEach(() => {
  send.mockReset();
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('sends a file as soon as it is chosen', async () => {
  send.mockResolvedValue(importFileFixture());
  const { onArrived } = choose();
  await waitFor(() => expect(onArrived).toHaveBeenCalledWith(importFileFixture()));
  expect(send.mock.calls[0]?.slice(0, 2)).toEqual([7, FILE]);
});

it('shows what has left, says that it is sending, and can be cancelled', async () => {
  send.mockImplementation((_project, _file, onProgress, signal) => {
    onProgress(0.5);
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new DOMException('cancelled', 'AbortError')));
    });
  });
  const { onArrived, onSending } = choose();
  expect((await screen.findByRole('progressbar')).getAttribute('aria-valuenow')).toBe('50');
  expect(onSending).toHaveBeenLastCalledWith(true);
  fireEvent.click(screen.getByRole('button', { name: 'Cancel the upload' }));
  expect(await screen.findByText(/The upload was cancelled/)).toBeDefined();
  expect(onSending).toHaveBeenLastCalledWith(false);
  expect(onArrived).not.toHaveBeenCalled();
});

it('tells why the server does not take it', async () => {
  send.mockRejectedValue(new ApiError(400, 'too-large', 'The file is larger than 200 MB.'));
  choose();
  expect(await screen.findByText('The file is larger than 200 MB.')).toBeDefined();
});

it('sends the same file again after the connection broke', async () => {
  send.mockRejectedValueOnce(offlineError()).mockResolvedValueOnce(importFileFixture());
  const { onArrived } = choose();
  fireEvent.click(await screen.findByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(onArrived).toHaveBeenCalledOnce());
  expect(send.mock.calls[1]?.[1]).toBe(FILE);
});
