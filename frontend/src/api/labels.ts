/** The labels of a project. */
import { http, unwrap } from './client';
import type { Attribute, Label, LabelKind } from './types';

export interface LabelFields {
  name: string;
  color: string;
  kind: LabelKind;
  hotkey: string;
  position: number;
  attributes_schema?: Attribute[];
}

export function createLabel(project: number, fields: LabelFields): Promise<Label> {
  return unwrap(http.POST('/api/v1/labels/', { body: { project, ...fields } }));
}

export function updateLabel(id: number, changes: Partial<LabelFields>): Promise<Label> {
  return unwrap(http.PATCH('/api/v1/labels/{id}/', { params: { path: { id: String(id) } }, body: changes }));
}

export function fetchLabel(id: number): Promise<Label> {
  return unwrap(http.GET('/api/v1/labels/{id}/', { params: { path: { id: String(id) } } }));
}

/** What becomes of the objects of a label that is deleted; `keep`: they have no label then. */
export type ObjectsFate =
  | { readonly objects: 'keep' | 'delete' }
  | { readonly objects: 'move'; readonly to: number };

export function deleteLabel(id: number, fate: ObjectsFate): Promise<void> {
  return unwrap(http.DELETE('/api/v1/labels/{id}/', { params: { path: { id: String(id) }, query: fate } }));
}
