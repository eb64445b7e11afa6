/** Where to go after the login: a path of this site and nothing else. */
export function nextPath(search: string): string {
  const next = new URLSearchParams(search).get('next') ?? '';
  // "//host" and "/\host" are addresses of other sites to a browser.
  return /^\/(?![/\\])/.test(next) && !next.startsWith('/login') ? next : '/projects';
}

/** Whether the server itself answers there (the operators' pages), and not this application. */
export function isPageOfServer(path: string): boolean {
  return /^\/(?:admin|api)(?:[/?]|$)/.test(path);
}
