/** How people log in here, and the identities elsewhere that they log in with. */
import { useQuery } from '@tanstack/react-query';
import { http, unwrap } from './client';
import { queryKeys } from './queryKeys';
import type { Identity } from './types';

export function useLoginMethods() {
  return useQuery({
    queryKey: queryKeys.loginMethods,
    queryFn: () => unwrap(http.GET('/api/v1/auth/methods/', {})),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The provider's address to send the browser to; it comes back to `next`, a path of this site. */
export async function beginSingleSignOn(next: string): Promise<string> {
  return (await unwrap(http.POST('/api/v1/auth/sso/', { body: { next } }))).url;
}

export function useIdentities() {
  return useQuery({
    queryKey: queryKeys.identities,
    queryFn: (): Promise<Identity[]> => unwrap(http.GET('/api/v1/me/identities/', {})),
  });
}

/** The provider's address to send the browser to; it comes back to the account page. */
export async function beginConnection(): Promise<string> {
  return (await unwrap(http.POST('/api/v1/me/identities/', {}))).url;
}

export function disconnectIdentity(id: number): Promise<void> {
  return unwrap(
    http.DELETE('/api/v1/me/identities/{identity_id}/', { params: { path: { identity_id: id } } }),
  );
}
