/** Comments pinned to a place of an image. Whatever changes one answers with its whole thread. */
import { http, unwrap } from './client';
import type { CommentThread } from './types';

/** Characters of a comment; the server's limit. */
export const LONGEST_COMMENT = 2000;

/** What is sent: `id` is made here, so that sending again says it once. */
export interface Said {
  readonly id: string;
  readonly text: string;
}

/** A point in image pixels, and the object there, if any. */
export interface CommentPlace {
  readonly x: number;
  readonly y: number;
  readonly object: string | null;
}

const at = (comment: string) => ({ path: { comment_id: comment } });

export function fetchThreads(image: string, signal?: AbortSignal): Promise<CommentThread[]> {
  const params = { path: { image_id: image } };
  return unwrap(http.GET('/api/v1/images/{image_id}/comments/', { params, ...(signal ? { signal } : {}) }));
}

export function pinComment(image: string, said: Said, place: CommentPlace): Promise<CommentThread> {
  const params = { path: { image_id: image } };
  return unwrap(http.POST('/api/v1/images/{image_id}/comments/', { params, body: { ...said, ...place } }));
}

export function replyTo(thread: string, said: Said): Promise<CommentThread> {
  return unwrap(
    http.POST('/api/v1/comments/{comment_id}/replies/', { params: at(thread), body: { ...said } }),
  );
}

export function rewriteComment(comment: string, text: string): Promise<CommentThread> {
  return unwrap(http.PATCH('/api/v1/comments/{comment_id}/', { params: at(comment), body: { text } }));
}

export function deleteComment(comment: string): Promise<unknown> {
  return unwrap(http.DELETE('/api/v1/comments/{comment_id}/', { params: at(comment) }));
}

export function resolveThread(thread: string): Promise<CommentThread> {
  return unwrap(http.PUT('/api/v1/comments/{comment_id}/resolved/', { params: at(thread) }));
}

export function reopenThread(thread: string): Promise<CommentThread> {
  return unwrap(http.DELETE('/api/v1/comments/{comment_id}/resolved/', { params: at(thread) }));
}
