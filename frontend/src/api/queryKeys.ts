/** The keys under which server state is cached; a list's key is a prefix of its filtered variants. */
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
  statistics: (of: number | 'me') => ['statistics', of] as const,
  reviews: (project: number) => ['reviews', project] as const,
  myRejected: ['my-rejected'] as const,
  memberships: (organization: number) => ['memberships', organization] as const,
};
