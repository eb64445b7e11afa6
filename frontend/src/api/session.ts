/** Who is logged in, and everything about one's own account. */
import { useQuery } from '@tanstack/react-query';
import { adoptLanguage } from '../i18n/language';
import { http, unwrap } from './client';
import { queryKeys } from './queryKeys';
import { setKnownUser } from './reauthentication';
import type { Me } from './types';

export async function fetchMe(): Promise<Me> {
  const me = await unwrap(http.GET('/api/v1/me/', {}));
  known(me);
  return me;
}

export function useMe() {
  return useQuery({ queryKey: queryKeys.me, queryFn: fetchMe, staleTime: 5 * 60_000 });
}

export async function logIn(username: string, password: string): Promise<Me> {
  const me = await unwrap(http.POST('/api/v1/auth/login/', { body: { username, password } }));
  known(me);
  return me;
}

/** The second step, after an ApiError `mfa-required` or a single sign-on. */
export async function sendCode(code: string): Promise<Me> {
  const me = await unwrap(http.POST('/api/v1/auth/login/code/', { body: { code } }));
  known(me);
  return me;
}

/** Who is logged in, if anybody is; asks for no password when nobody is. */
export async function peekMe(): Promise<Me | null> {
  try {
    const answer = await fetch('/api/v1/me/');
    return answer.ok ? ((await answer.json()) as Me) : null;
  } catch {
    return null;
  }
}

export async function logOut(): Promise<void> {
  await unwrap(http.POST('/api/v1/auth/logout/', {}));
  setKnownUser(null);
}

/** A new e-mail address needs the password. */
export function updateMe(
  changes: Partial<Pick<Me, 'name' | 'email' | 'language' | 'preferences'>> & { password?: string },
): Promise<Me> {
  return unwrap(http.PATCH('/api/v1/me/', { body: changes }));
}

export function changePassword(oldPassword: string, newPassword: string): Promise<void> {
  const body = { old_password: oldPassword, new_password: newPassword };
  return unwrap(http.POST('/api/v1/auth/password/change/', { body }));
}

export function requestPasswordReset(email: string): Promise<void> {
  return unwrap(http.POST('/api/v1/auth/password/reset/', { body: { email } }));
}

export function confirmPasswordReset(uid: string, token: string, newPassword: string): Promise<void> {
  const body = { uid, token, new_password: newPassword };
  return unwrap(http.POST('/api/v1/auth/password/reset/confirm/', { body }));
}

function known(me: Me): void {
  setKnownUser(me);
  // Without its catalogue the page goes on in the language that it has.
  adoptLanguage(me.language).catch(() => undefined);
}
