import { Navigate } from 'react-router';
import { useMe } from '../../api/session';
import { NoTeam } from './NoTeam';

/** `/team`: the first of one's teams, or how to come to have one. */
export function MyTeam() {
  const { data: me } = useMe();
  const first = me?.organizations[0];
  if (!me) return null;
  return first ? <Navigate to={`/team/${first.id}`} replace /> : <NoTeam />;
}
