/** Where the figures of a team lead to. Pure. */

/** What the log of the team says a person has done. */
export function activityOf(team: number, person: number): string {
  return `/team/${team}?tab=activity&actor=${person}`;
}

/** A project's figures in the same period, and of the same person. */
export function projectFigures(project: number, params: URLSearchParams): string {
  const kept = new URLSearchParams([...params].filter(([name]) => KEPT.includes(name)));
  return `/projects/${project}/quality${kept.size > 0 ? `?${kept}` : ''}`;
}

const KEPT = ['days', 'from', 'to', 'person'];
