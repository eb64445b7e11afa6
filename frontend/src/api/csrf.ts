/** Django's CSRF token: read from its cookie at each request, because logging in changes it. */

export const CSRF_HEADER = 'X-CSRFToken';

export function csrfToken(cookies: string = typeof document === 'undefined' ? '' : document.cookie): string {
  for (const cookie of cookies.split(';')) {
    const [name, value] = cookie.trim().split('=', 2);
    if (name === 'csrftoken' && value) return decodeURIComponent(value);
  }
  return '';
}

export function needsCsrfToken(method: string): boolean {
  return !['GET', 'HEAD', 'OPTIONS'].includes(method.toUpperCase());
}
