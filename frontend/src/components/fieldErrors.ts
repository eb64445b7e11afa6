import { ApiError } from '../api/errors';

/** The server's message about one field of a form, if it has one. */
export function fieldError(error: unknown, field: string): string | undefined {
  return error instanceof ApiError ? error.fields[field] : undefined;
}

/** An error that no shown field explains, to be told above the form. */
export function formError(error: unknown, shownFields: readonly string[]): unknown {
  if (!(error instanceof ApiError)) return error;
  return shownFields.some((field) => error.fields[field]) ? null : error;
}
