/** Invitations into a team, for those who make them and for those who hold the link. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { cursorOf, http, unwrap } from './client';
import { everyPage } from './everyPage';
import { queryKeys } from './queryKeys';
import type { operations } from './schema';
import type { Invitation, Joined, NewInvitation, Offer, Page, Role } from './types';

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

/** Those that work: never many. */
export function useOpenInvitations(organization: number) {
  return useQuery({
    queryKey: queryKeys.invitationsThatAre('open', organization),
    queryFn: (): Promise<Invitation[]> =>
      everyPage((cursor) => fetchInvitations(organization, { state: 'open', cursor, limit: 500 })),
    staleTime: 0, // others use them up
  });
}

/** Those that do not work any more, the latest first: ever more of them. */
export function usePastInvitations(organization: number) {
  return useInfiniteQuery({
    queryKey: queryKeys.invitationsThatAre('past', organization),
    queryFn: ({ pageParam: cursor }) => fetchInvitations(organization, { state: 'past', cursor }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => cursorOf(page.next),
    staleTime: 0,
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

type InvitationQuery = NonNullable<operations['organizations_invitations_list']['parameters']['query']>;

function fetchInvitations(organization: number, query: InvitationQuery): Promise<Page<Invitation>> {
  const params = { path: { organization_id: organization }, query };
  return unwrap(http.GET('/api/v1/organizations/{organization_id}/invitations/', { params }));
}
