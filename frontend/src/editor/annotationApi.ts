/** The document of an image over REST: fetching it and moving it through the workflow. */
import { http, unwrap } from '../api/client';
import type { WorkflowState } from '../api/types';
import type { DocumentView } from '../protocol/messages';
import { parseDocument } from '../protocol/parseServerMessage';

export type WorkflowStep = 'submit' | 'accept' | 'reject';

/** Throws ApiError, or ProtocolError when the answer is not a document. */
export async function fetchDocument(image: string, signal: AbortSignal): Promise<DocumentView> {
  const options = { params: { path: { image_id: image } }, signal };
  const answer = http.GET('/api/v1/images/{image_id}/annotation/', options);
  return parseDocument(await unwrap<unknown>(answer));
}

/** As it was at an earlier revision, 0 being the empty one. */
export async function fetchPast(image: string, revision: number, signal: AbortSignal): Promise<DocumentView> {
  const options = { params: { path: { image_id: image }, query: { revision } }, signal };
  const answer = http.GET('/api/v1/images/{image_id}/annotation/', options);
  return parseDocument(await unwrap<unknown>(answer));
}

export function moveWorkflow(
  image: string,
  step: WorkflowStep,
  reason = '',
): Promise<{ state: WorkflowState; revision: number }> {
  const options = { params: { path: { image_id: image } }, body: { reason } };
  switch (step) {
    case 'submit':
      return unwrap(http.POST('/api/v1/images/{image_id}/annotation/submit/', options));
    case 'accept':
      return unwrap(http.POST('/api/v1/images/{image_id}/annotation/accept/', options));
    case 'reject':
      return unwrap(http.POST('/api/v1/images/{image_id}/annotation/reject/', options));
  }
}
