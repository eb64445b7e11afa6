/** Teams as a whole: their name, their owner, their end. */
import { http, unwrap } from './client';
import type { Membership } from './types';

const at = (id: number) => ({ path: { id: String(id) } });

export function createTeam(name: string): Promise<{ id: number }> {
  return unwrap(http.POST('/api/v1/organizations/', { body: { name } }));
}

export function renameTeam(id: number, name: string): Promise<unknown> {
  return unwrap(http.PATCH('/api/v1/organizations/{id}/', { params: at(id), body: { name } }));
}

/** Make another member the owner; who was it becomes a manager. */
export function transferTeam(id: number, user: number): Promise<Membership> {
  return unwrap(http.POST('/api/v1/organizations/{id}/transfer/', { params: at(id), body: { user } }));
}

export function deleteTeam(id: number): Promise<void> {
  return unwrap(http.DELETE('/api/v1/organizations/{id}/', { params: at(id) }));
}
