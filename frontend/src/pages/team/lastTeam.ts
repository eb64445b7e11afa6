/** Which of one's teams was looked at last on this device: where *Team* leads, and where new projects go. */

const STORAGE_KEY = 'stipple-team';

export function rememberTeam(id: number): void {
  try {
    localStorage.setItem(STORAGE_KEY, String(id));
  } catch {
    // A browser that keeps nothing leads to the first team.
  }
}

/** The one looked at last, or else the first. */
export function lastTeam<Team extends { id: number }>(teams: readonly Team[]): Team | undefined {
  return teams.find(({ id }) => String(id) === remembered()) ?? teams[0];
}

function remembered(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
}
