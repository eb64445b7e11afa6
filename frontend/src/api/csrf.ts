/** Django's CSRF token: read from its cookie at each request, because logging in changes it. */

export const CSRF_HEADER = 'X-CSRFToken';

export function csrfToken(cookies: string = typeof document === 'undefined' ? '' : document.cookie): string {
  for (const cookie of cookies.split(';')) {
    const [name, value] = cookie.trim().split('=', 2);
    if (name === 'csrftoken' && value) return decodeURIComponent(value);
  }
  return '';
}

/**
 * The token; a browser that has lost the cookie gets a new one first, with the answer about its own account.
 * Rejects as fetch does when no answer comes.
 */
export async function freshCsrfToken(): Promise<string> {
  const known = csrfToken();
  if (known !== '' || typeof document === 'undefined') return known;
  await fetch('/api/v1/me/');
  return csrfToken();
}

export function needsCsrfToken(method: string): boolean {
  return !['GET', 'HEAD', 'OPTIONS'].includes(method.toUpperCase());
}
