/** Where an invitation leads on this site. */
export function joinPath(code: string): string {
  return `/join/${encodeURIComponent(code)}`;
}

/** The login, which comes back to the invitation. */
export function loginAndBack(code: string): string {
  return `/login?next=${encodeURIComponent(joinPath(code))}`;
}
