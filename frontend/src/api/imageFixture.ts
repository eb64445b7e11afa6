import type { Image } from './types';

/** An image as the server tells it, for tests. */
export function imageFixture(changes: Partial<Image> = {}): Image {
  return {
    id: '3f2c8c1e-0000-4000-8000-000000000001',
    project: 1,
    name: 'cat.jpg',
    width: 640,
    height: 480,
    status: 'processing',
    problem: null,
    state: 'new',
    object_count: 0,
    open_comments: 0,
    replica_comments: null,
    flag: null,
    metadata: {},
    tags: [],
    priority: 0,
    assignee: null,
    batch: null,
    is_gold: null,
    replica: null,
    original: null,
    held_by: null,
    lease_expires: null,
    thumbnail: null,
    display: null,
    file: '/api/v1/images/3f2c8c1e-0000-4000-8000-000000000001/file/',
    size_bytes: 1000,
    created: '2026-11-22T10:00:00Z',
    updated: '2026-11-22T10:00:00Z',
    created_by: 1,
    ...changes,
  };
}
