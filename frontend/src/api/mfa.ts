/** Two-step login of one's own account. */
import { useQuery } from '@tanstack/react-query';
import { http, unwrap } from './client';
import { queryKeys } from './queryKeys';
import type { MfaOffer } from './types';

export function useMfa() {
  return useQuery({
    queryKey: queryKeys.mfa,
    queryFn: () => unwrap(http.GET('/api/v1/me/mfa/', {})),
  });
}

export function offerMfa(): Promise<MfaOffer> {
  return unwrap(http.POST('/api/v1/me/mfa/offer/', {}));
}

/** Switch it on by a code of the app; the recovery codes are told this once. */
export async function confirmMfa(code: string): Promise<string[]> {
  return (await unwrap(http.POST('/api/v1/me/mfa/confirm/', { body: { code } }))).recovery_codes;
}

export async function renewRecoveryCodes(code: string): Promise<string[]> {
  return (await unwrap(http.POST('/api/v1/me/mfa/recovery-codes/', { body: { code } }))).recovery_codes;
}

export function switchMfaOff(password: string, code: string): Promise<void> {
  return unwrap(http.POST('/api/v1/me/mfa/off/', { body: { password, code } }));
}
