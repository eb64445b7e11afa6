/** What the account keeps of a person's own settings: shown at once, saved behind it. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { showError } from '../components/confirm';
import { queryKeys } from './queryKeys';
import { updateMe } from './session';
import type { Me } from './types';

export type StoredPreferences = Me['preferences'];

/** The function that changes some preferences; when the server refuses them, the old ones come back, and it is told. */
export function useSavePreferences(): (changes: StoredPreferences) => Promise<void> {
  const client = useQueryClient();
  return useCallback(
    async (changes) => {
      const before = client.getQueryData<Me>(queryKeys.me);
      const show = (preferences: StoredPreferences): void => {
        client.setQueryData<Me>(queryKeys.me, (me) => me && { ...me, preferences });
      };
      show({ ...before?.preferences, ...changes });
      try {
        await updateMe({ preferences: changes });
      } catch (error) {
        if (before !== undefined) show(before.preferences);
        showError(error);
      }
    },
    [client],
  );
}
