import { Navigate } from 'react-router';
import { useMe } from '../../api/session';
import { lastTeam } from './lastTeam';
import { NoTeam } from './NoTeam';

/** `/team`: the last of one's teams that was looked at, or how to come to have one. */
export function MyTeam() {
  const { data: me } = useMe();
  if (!me) return null;
  const team = lastTeam(me.organizations);
  return team ? <Navigate to={`/team/${team.id}`} replace /> : <NoTeam />;
}
