/** What a role may do, so that the pages offer only that. The server decides; this table only hides buttons. */
import type { GivenRole, Role } from './types';

const RANK: Record<Role, number> = { viewer: 0, annotator: 1, reviewer: 2, manager: 3, owner: 4 };

const MINIMAL_ROLE = {
  annotate: 'annotator',
  review: 'reviewer',
  export: 'reviewer',
  upload: 'manager',
  manage: 'manager',
  'see-statistics': 'manager',
  'delete-comment': 'manager',
  'manage-members': 'manager',
  'view-audit': 'manager',
  'manage-team': 'owner',
  'delete-project': 'manager',
  'create-project': 'manager',
} as const satisfies Record<string, Role>;

export type Action = keyof typeof MINIMAL_ROLE;

export const ROLES: readonly Role[] = ['owner', 'manager', 'reviewer', 'annotator', 'viewer'];

export function may(role: Role, action: Action): boolean {
  return RANK[role] >= RANK[MINIMAL_ROLE[action]];
}

export function isHigher(role: Role, other: Role): boolean {
  return RANK[role] > RANK[other];
}

/** The roles that a person with `role` may give: owners any, managers those below manager. */
export function grantableRoles(role: Role): Role[] {
  if (role === 'owner') return [...ROLES];
  return role === 'manager' ? ROLES.filter((other) => RANK[other] < RANK.manager) : [];
}

/** The roles for one project that a person with `role` there may give to members of the team. */
export function grantableInProject(role: Role): GivenRole[] {
  return grantableRoles(role).filter((given): given is GivenRole => given !== 'owner');
}
