/** The resources of /api/v1/ as the pages use them. */

export type Role = 'owner' | 'manager' | 'reviewer' | 'annotator' | 'viewer';

export interface OrganizationRole {
  id: number;
  name: string;
  role: Role;
}

export interface Me {
  id: number;
  username: string;
  email: string;
  name: string;
  color: string;
  is_operator: boolean;
  organizations: OrganizationRole[];
}

export interface Membership {
  id: number;
  organization: number;
  user: { id: number; username: string; name: string; email: string };
  role: Role;
}

export interface PersonalToken {
  id: number;
  name: string;
  prefix: string;
  created: string;
  expires: string | null;
  last_used: string | null;
}

/** The answer to making a token: the only time its text is told. */
export interface NewPersonalToken extends PersonalToken {
  token: string;
}

export type LabelKind = 'thing' | 'stuff';

export interface Label {
  id: number;
  project: number;
  name: string;
  color: string;
  kind: LabelKind;
  hotkey: string;
  position: number;
  attributes_schema?: unknown;
  object_count?: number;
}

export const WORKFLOW_STATES = [
  'new',
  'prelabelled',
  'in_progress',
  'submitted',
  'accepted',
  'rejected',
] as const;
export type WorkflowState = (typeof WORKFLOW_STATES)[number];

export interface Project {
  id: number;
  organization: number;
  name: string;
  description: string;
  role: Role;
  model: string;
  created: string;
  image_count: number;
  states: Partial<Record<WorkflowState, number>>;
  labels: Label[];
}

export interface Problem {
  code: string;
  detail: string;
}

export type ImageStatus = 'processing' | 'ready' | 'failed';

export interface Image {
  id: string;
  project: number;
  name: string;
  width: number;
  height: number;
  status: ImageStatus;
  problem: Problem | null;
  state: WorkflowState;
  object_count: number;
  thumbnail: string | null;
  display: string | null;
  file: string;
  size_bytes: number;
  created: string;
  updated: string;
  created_by: number | null;
}

export interface Neighbours {
  previous: string | null;
  next: string | null;
  index: number;
  count: number;
}

export type ImageWithNeighbours = Image & { neighbours: Neighbours };

export interface UploadAnswer {
  accepted: Image[];
  duplicates: { name: string; image: string }[];
  refused: { name: string; code: string; detail: string }[];
}

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
export type ExportFormat = 'coco' | 'labelmap' | 'coco+labelmap';

export interface Job {
  id: string;
  project: number;
  kind: string;
  state: JobState;
  progress: number;
  total: number;
  done: number;
  log: string[];
  result: string | null;
  problem: Problem | null;
  params: Record<string, unknown>;
  created: string;
  created_by: number | null;
}

export interface Page<T> {
  next: string | null;
  previous: string | null;
  results: T[];
}
