/** Invitations into a team, for those who make them and for those who hold the link. */
import { useQuery } from '@tanstack/react-query';
import { http, unwrap } from './client';
import { everyPage } from './everyPage';
import { queryKeys } from './queryKeys';
import type { Invitation, Joined, NewInvitation, Offer, Role } from './types';

export interface InvitationRequest {
  readonly role: Role;
  /** Empty for a link that is passed on by hand. */
  readonly email: string;
  readonly days: number;
  /** null: as many as come. */
  readonly max_uses: number | null;
}

export interface NewPerson {
  readonly username: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

export function useInvitations(organization: number) {
  const path = { organization_id: organization };
  return useQuery({
    queryKey: queryKeys.invitations(organization),
    queryFn: (): Promise<Invitation[]> =>
      everyPage((cursor) =>
        unwrap(
          http.GET('/api/v1/organizations/{organization_id}/invitations/', {
            params: { path, query: { cursor, limit: 500 } },
          }),
        ),
      ),
    staleTime: 0, // others use them up
  });
}

export function invite(organization: number, body: InvitationRequest): Promise<NewInvitation> {
  const params = { path: { organization_id: organization } };
  return unwrap(http.POST('/api/v1/organizations/{organization_id}/invitations/', { params, body }));
}

export function revokeInvitation(organization: number, id: number): Promise<void> {
  const path = { organization_id: organization, invitation_id: id };
  return unwrap(
    http.DELETE('/api/v1/organizations/{organization_id}/invitations/{invitation_id}/', { params: { path } }),
  );
}

export function useOffer(code: string) {
  return useQuery({
    queryKey: queryKeys.offer(code),
    queryFn: (): Promise<Offer> =>
      unwrap(http.GET('/api/v1/invitations/{code}/', { params: { path: { code } } })),
    retry: false,
  });
}

/** Join with the account that is logged in, or with a new one. */
export function acceptOffer(code: string, person?: NewPerson): Promise<Joined> {
  const body = (person ?? {}) as NewPerson; // nothing of it is needed from who is logged in
  return unwrap(http.POST('/api/v1/invitations/{code}/accept/', { params: { path: { code } }, body }));
}
