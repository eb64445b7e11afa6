import type { Role } from '../../api/types';

export function roleName(role: Role): string {
  return role.charAt(0).toUpperCase() + role.slice(1);
}
