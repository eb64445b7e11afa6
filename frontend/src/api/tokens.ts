/** Personal access tokens, for programs. */
import { useQuery } from '@tanstack/react-query';
import { http, unwrap } from './client';
import { queryKeys } from './queryKeys';
import type { NewPersonalToken, TokenScope } from './types';

/** From the least to the most that a token may do. */
export const TOKEN_SCOPES = ['read', 'annotate', 'manage'] as const satisfies readonly TokenScope[];

export function useTokens() {
  return useQuery({
    queryKey: queryKeys.tokens,
    queryFn: async () => (await unwrap(http.GET('/api/v1/tokens/', {}))).results,
  });
}

/** `expires` is an ISO time, or null for never. */
export function createToken(
  name: string,
  scope: TokenScope,
  expires: string | null,
): Promise<NewPersonalToken> {
  return unwrap(http.POST('/api/v1/tokens/', { body: { name, scope, expires } }));
}

export function deleteToken(id: number): Promise<void> {
  return unwrap(http.DELETE('/api/v1/tokens/{id}/', { params: { path: { id: String(id) } } }));
}
