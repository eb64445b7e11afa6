/** The keys under which server state is cached; a list's key is a prefix of its filtered variants. */
import type { AuditFilters } from './audit';
import type { ImageFilters } from './images';

export const queryKeys = {
  me: ['me'] as const,
  tokens: ['tokens'] as const,
  projects: ['projects'] as const,
  projectList: (search: string) => ['projects', { search }] as const,
  project: (id: number) => ['project', id] as const,
  images: (project: number) => ['images', project] as const,
  imageList: (project: number, filters: ImageFilters) => ['images', project, filters] as const,
  imagesCalled: (project: number, search: string) => ['images', project, 'called', search] as const,
  comments: (image: string) => ['comments', image] as const,
  tags: (project: number) => ['tags', project] as const,
  cover: (project: number) => ['cover', project] as const,
  image: (id: string) => ['image', id] as const,
  jobs: (project: number) => ['jobs', project] as const,
  job: (id: string) => ['job', id] as const,
  models: ['models'] as const,
  model: (id: number) => ['model', id] as const,
  publishedModels: ['published-models'] as const,
  batches: (project: number) => ['batches', project] as const,
  peopleAtWork: (project: number) => ['people-at-work', project] as const,
  memberships: (organization: number) => ['memberships', organization] as const,
  heldWork: (membership: number) => ['held-work', membership] as const,
  invitations: (organization: number) => ['invitations', organization] as const,
  offer: (code: string) => ['offer', code] as const,
  groups: (organization: number) => ['groups', organization] as const,
  audit: (organization: number) => ['audit', organization] as const,
  auditList: (organization: number, filters: AuditFilters) => ['audit', organization, filters] as const,
  members: (project: number) => ['members', project] as const,
};
