// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ApiError } from '../../api/errors';
import { modelFixture } from '../../api/modelFixture';
import { sendModelFile } from '../../api/modelUpload';
import { FileModelForm } from './FileModelForm';

vi.mock('../../api/modelUpload', () => ({ sendModelFile: vi.fn() }));

const send = vi.mocked(sendModelFile);

async function show(taken: string[] = []) {
  const onAdded = vi.fn(async () => undefined);
  render(
    <MantineProvider env="test">
      <FileModelForm taken={taken} onAdded={onAdded} onSending={() => undefined} />
    </MantineProvider>,
  );
  const file = new File(['weights'], 'Swin_T.safetensors');
  const input = screen.getByTestId('model-file').querySelector('input') as HTMLInputElement;
  fireEvent.change(input, { target: { files: [file] } });
  await screen.findByText('Swin_T.safetensors');
  const submit = () => fireEvent.click(screen.getByRole('button', { name: 'Upload and install' }));
  return { file, onAdded, submit };
}

const nameField = () => screen.getByLabelText<HTMLInputElement>(/Name/);

beforeEach(() => {
  send.mockReset();
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

it('names the model after its file and sends both', async () => {
  const model = modelFixture();
  send.mockResolvedValue(model);
  const { file, onAdded, submit } = await show();
  submit();
  await waitFor(() => expect(onAdded).toHaveBeenCalledWith(model));
  expect(send.mock.calls[0]?.[0]).toEqual({ file, name: 'swin_t', preset: '' });
});

it('sends nothing under a name that is taken', async () => {
  const { submit } = await show(['swin_t']);
  submit();
  expect(screen.getByText(/There is a model of this name already/)).toBeDefined();
  expect(send).not.toHaveBeenCalled();
});

it('keeps the file and the name when the server refuses, with its words under the field', async () => {
  send.mockRejectedValue(new ApiError(415, 'unsupported', 'Refused.', { file: 'This holds no weights.' }));
  const { onAdded, submit } = await show();
  submit();
  expect(await screen.findByText('This holds no weights.')).toBeDefined();
  expect(screen.getByText('Swin_T.safetensors')).toBeDefined();
  expect(nameField().value).toBe('swin_t');
  expect(onAdded).not.toHaveBeenCalled();
});

it('shows what has left, and can be cancelled without losing the form', async () => {
  send.mockImplementation((_model, onProgress, signal) => {
    onProgress(0.5);
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new DOMException('cancelled', 'AbortError')));
    });
  });
  const { submit } = await show();
  submit();
  expect(await screen.findByRole('progressbar')).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Cancel the upload' }));
  expect(await screen.findByText(/The upload was cancelled/)).toBeDefined();
  expect(nameField().value).toBe('swin_t');
  expect(nameField().disabled).toBe(false);
});
