/** Errors of the API (application/problem+json) as one typed exception, and what to say about them. */
import { en } from '../i18n/en';
import { english } from '../i18n/english';
import type { T } from '../i18n/translate';
import type { Problem } from './types';

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
    /** One English sentence for a person: what happened and what to do. */
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

/** Codes for answers without one: of a proxy on the way, for instance. */
const CODE_BY_STATUS: Readonly<Record<number, KnownCode>> = {
  401: 'not-logged-in',
  403: 'forbidden',
  404: 'not-found',
  413: 'too-large',
  429: 'rate-limited',
};

type KnownCode = keyof typeof en.problems;

/** Make an ApiError of a status and a body (parsed JSON, or anything else when the answer was no JSON). */
export function problemToError(status: number, body: unknown, retryAfter: string | null = null): ApiError {
  const problem = isProblem(body) ? body : {};
  const fields = firstMessages(problem.errors);
  const code =
    problem.code ?? (status >= 500 ? 'server-error' : (CODE_BY_STATUS[status] ?? `http-${status}`));
  return new ApiError(
    status,
    code,
    problem.detail ?? fallbackDetail(status, code, fields),
    fields,
    seconds(retryAfter),
  );
}

export function offlineError(): ApiError {
  return new ApiError(0, 'offline', english('problems.offline'));
}

/** A sentence to show for anything that was thrown. */
export function errorSentence(error: unknown, t: T): string {
  if (error instanceof ApiError) return error.fields.non_field_errors ?? problemSentence(error, t);
  if (error instanceof Error && error.message) return error.message;
  return t('common.unknownError');
}

/** In the reader's language where we have words for the code; the server's English says more, so English keeps it. */
export function problemSentence({ code, detail }: Problem, t: T): string {
  if (t.language === 'en') return detail;
  const status = /^http-(\d+)$/.exec(code)?.[1];
  if (status !== undefined) return t('common.refused', { status });
  return isKnown(code) ? t(`problems.${code}`) : detail;
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

function fallbackDetail(status: number, code: string, fields: Record<string, string>): string {
  const [first] = Object.values(fields);
  if (first) return first;
  return isKnown(code) ? english(`problems.${code}`) : english('common.refused', { status: `${status}` });
}

function isKnown(code: string): code is KnownCode {
  return Object.hasOwn(en.problems, code);
}

function seconds(retryAfter: string | null): number | null {
  const value = Number.parseInt(retryAfter ?? '', 10);
  return Number.isFinite(value) && value >= 0 ? value : null;
}
