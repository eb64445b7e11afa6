/** Installing, switching and editing a model; every page that shows it learns of the change. */
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { cancelModel, retryModel, updateModel } from '../../api/models';
import { queryKeys } from '../../api/queryKeys';
import type { StoredModel } from '../../api/types';
import { showError } from '../../components/confirm';

export function useModelActions(id: number) {
  const client = useQueryClient();
  const options = { onError: showError, onSettled: () => refreshModels(client, id) };
  return {
    retry: useMutation({ mutationFn: () => retryModel(id), ...options }),
    cancel: useMutation({ mutationFn: () => cancelModel(id), ...options }),
    enable: useMutation({
      mutationFn: (isEnabled: boolean) => updateModel(id, { is_enabled: isEnabled }),
      ...options,
    }),
  };
}

export async function refreshModels(client: QueryClient, id?: number): Promise<void> {
  await client.invalidateQueries({ queryKey: queryKeys.models });
  await client.invalidateQueries({ queryKey: queryKeys.publishedModels });
  if (id !== undefined) await client.invalidateQueries({ queryKey: queryKeys.model(id) });
}

/** The list may be older than what the answer of a change says: show the answer at once. */
export function keepModel(client: QueryClient, model: StoredModel): void {
  client.setQueryData(queryKeys.model(model.id), model);
}
