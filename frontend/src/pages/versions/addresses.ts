/** The addresses of the pages of versions. */
export function addressOf(project: number, version: number): string {
  return `/projects/${project}/versions/${version}`;
}

export function differenceAddress(project: number, before: number, after: number): string {
  return `${addressOf(project, before)}/diff/${after}`;
}
