/** The one HTTP client: paths and bodies are typed from the OpenAPI schema of the back end. */
import createClient from 'openapi-fetch';
import { authenticatedFetch } from './authenticatedFetch';
import { problemToError } from './errors';
import type { paths } from './schema';
import type { Told } from './told';

export const http = createClient<paths>({
  baseUrl: typeof window === 'undefined' ? 'http://localhost' : window.location.origin,
  fetch: authenticatedFetch,
});

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of a successful answer; throws ApiError otherwise. */
export async function unwrap<T>(answer: Promise<Answer<T>>): Promise<Told<T>> {
  const { data, error, response } = await answer;
  if (!response.ok) throw problemToError(response.status, error, response.headers.get('Retry-After'));
  return data as Told<T>;
}

/** The `cursor` of a page link, to ask for that page with the same filters. */
export function cursorOf(link: string | null): string | undefined {
  if (!link) return undefined;
  return new URL(link, 'http://localhost').searchParams.get('cursor') ?? undefined;
}
