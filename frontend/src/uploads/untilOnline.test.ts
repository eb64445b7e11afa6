import { expect, it, vi } from 'vitest';
import { passed, untilOnline } from './untilOnline';

it('ends a pause as soon as the browser is online again', async () => {
  const listeners = new Map<string, () => void>();
  vi.stubGlobal('addEventListener', (name: string, listener: () => void) => listeners.set(name, listener));
  vi.stubGlobal('removeEventListener', (name: string) => listeners.delete(name));
  const pause = untilOnline(1e9);
  listeners.get('online')?.();
  await pause;
  expect(listeners.size).toBe(0);
  vi.unstubAllGlobals();
});

it('ends a pause that is cancelled with an error', async () => {
  const controller = new AbortController();
  const pause = passed(1e9, controller.signal);
  controller.abort();
  await expect(pause).rejects.toThrow('cancelled');
  await expect(passed(1, controller.signal)).rejects.toThrow('cancelled');
});
