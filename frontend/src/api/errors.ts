/** Errors of the API (application/problem+json) as one typed exception. */

export interface ProblemDocument {
  type?: string;
  title?: string;
  status?: number;
  code?: string;
  detail?: string;
  errors?: Record<string, unknown>;
}

export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    /** HTTP status; 0 when no answer came at all. */
    readonly status: number,
    readonly code: string,
    /** One sentence for a person: what happened and what to do. */
    readonly detail: string,
    /** Messages by field name; `non_field_errors` speaks about the whole form. */
    readonly fields: Readonly<Record<string, string>> = {},
    readonly retryAfterS: number | null = null,
  ) {
    super(detail);
  }

  get isOffline(): boolean {
    return this.status === 0;
  }
}

const DETAIL_BY_STATUS: Record<number, string> = {
  401: 'You are not logged in. Log in and try again.',
  403: 'Your role does not allow this.',
  404: 'This does not exist, or you have no access to it.',
  413: 'The file is too large for this server.',
  429: 'Too many requests. Wait a moment and try again.',
};

/** Make an ApiError of a status and a body (parsed JSON, or anything else when the answer was no JSON). */
export function problemToError(status: number, body: unknown, retryAfter: string | null = null): ApiError {
  const problem = isProblem(body) ? body : {};
  const fields = firstMessages(problem.errors);
  const code = problem.code ?? (status >= 500 ? 'server-error' : `http-${status}`);
  return new ApiError(
    status,
    code,
    problem.detail ?? fallbackDetail(status, fields),
    fields,
    seconds(retryAfter),
  );
}

export function offlineError(): ApiError {
  return new ApiError(0, 'offline', 'The server cannot be reached. Check the connection and try again.');
}

/** A sentence to show for anything that was thrown. */
export function errorSentence(error: unknown): string {
  if (error instanceof ApiError) return error.fields.non_field_errors ?? error.detail;
  if (error instanceof Error && error.message) return error.message;
  return 'Something went wrong. Try again.';
}

function isProblem(body: unknown): body is ProblemDocument {
  return typeof body === 'object' && body !== null && !Array.isArray(body);
}

function firstMessages(errors: ProblemDocument['errors']): Record<string, string> {
  const entries = Object.entries(errors ?? {}).map(([field, messages]): [string, unknown] => [
    field,
    Array.isArray(messages) ? messages[0] : messages,
  ]);
  // Some refusals list rows instead of sentences (the projects that use a model): `detail` tells those.
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== ''),
  );
}

function fallbackDetail(status: number, fields: Record<string, string>): string {
  const [first] = Object.values(fields);
  if (first) return first;
  if (status >= 500) return `The server failed (${status}). Try again; if it stays, tell the operator.`;
  return DETAIL_BY_STATUS[status] ?? `The server refused this (${status}).`;
}

function seconds(retryAfter: string | null): number | null {
  const value = Number.parseInt(retryAfter ?? '', 10);
  return Number.isFinite(value) && value >= 0 ? value : null;
}
