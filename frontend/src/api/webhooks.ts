/** Webhooks of a project or of a team, and the log of what they were told. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { cursorOf, http, unwrap } from './client';
import { queryKeys } from './queryKeys';
import type {
  NewWebhook,
  Page,
  Webhook,
  WebhookDelivery,
  WebhookDeliveryDetail,
  WebhookEvent,
} from './types';

/** Whose they are. */
export type WebhookOwner = { readonly project: number } | { readonly organization: number };

export interface WebhookDraft {
  readonly name: string;
  readonly url: string;
  readonly events: WebhookEvent[];
}

/** How often is asked while something waits to be sent. */
const FOLLOWING_MS = 2000;

export function useWebhooks(owner: WebhookOwner) {
  return useQuery({
    queryKey: queryKeys.webhooksOf(owner),
    queryFn: (): Promise<Webhook[]> =>
      'project' in owner
        ? unwrap(
            http.GET('/api/v1/projects/{project_id}/webhooks/', {
              params: { path: { project_id: owner.project } },
            }),
          )
        : unwrap(
            http.GET('/api/v1/organizations/{organization_id}/webhooks/', {
              params: { path: { organization_id: owner.organization } },
            }),
          ),
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data?.some(({ waiting, disabled }) => waiting > 0 && !disabled) ? FOLLOWING_MS : false,
  });
}

export function createWebhook(owner: WebhookOwner, body: WebhookDraft): Promise<NewWebhook> {
  return 'project' in owner
    ? unwrap(
        http.POST('/api/v1/projects/{project_id}/webhooks/', {
          params: { path: { project_id: owner.project } },
          body,
        }),
      )
    : unwrap(
        http.POST('/api/v1/organizations/{organization_id}/webhooks/', {
          params: { path: { organization_id: owner.organization } },
          body,
        }),
      );
}

export function changeWebhook(
  id: number,
  body: Partial<WebhookDraft & { is_active: boolean }>,
): Promise<Webhook> {
  return unwrap(http.PATCH('/api/v1/webhooks/{webhook_id}/', { params: { path: { webhook_id: id } }, body }));
}

export function deleteWebhook(id: number): Promise<void> {
  return unwrap(http.DELETE('/api/v1/webhooks/{webhook_id}/', { params: { path: { webhook_id: id } } }));
}

/** The answer holds the new secret, this once. */
export function makeNewSecret(id: number): Promise<NewWebhook> {
  return unwrap(http.POST('/api/v1/webhooks/{webhook_id}/secret/', { params: { path: { webhook_id: id } } }));
}

export function pingWebhook(id: number): Promise<WebhookDelivery> {
  return unwrap(http.POST('/api/v1/webhooks/{webhook_id}/ping/', { params: { path: { webhook_id: id } } }));
}

export function useDeliveries(webhook: number) {
  return useInfiniteQuery({
    queryKey: queryKeys.webhookDeliveries(webhook),
    queryFn: ({ pageParam }): Promise<Page<WebhookDelivery>> =>
      unwrap(
        http.GET('/api/v1/webhooks/{webhook_id}/deliveries/', {
          params: { path: { webhook_id: webhook }, query: { cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => cursorOf(page.next),
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ results }) => results.some(({ state: its }) => its === 'pending'))
        ? FOLLOWING_MS
        : false,
  });
}

export function useDelivery(id: string) {
  return useQuery({
    queryKey: queryKeys.webhookDelivery(id),
    queryFn: (): Promise<WebhookDeliveryDetail> =>
      unwrap(
        http.GET('/api/v1/webhook-deliveries/{delivery_id}/', { params: { path: { delivery_id: id } } }),
      ),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.state === 'pending' ? FOLLOWING_MS : false),
  });
}

export function redeliver(id: string): Promise<WebhookDeliveryDetail> {
  return unwrap(
    http.POST('/api/v1/webhook-deliveries/{delivery_id}/redeliver/', {
      params: { path: { delivery_id: id } },
    }),
  );
}
