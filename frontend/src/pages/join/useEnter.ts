import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';

/** Go on into the product: what was known of the teams of this person is old. */
export function useEnter(): () => Promise<void> {
  const client = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    client.clear();
    await navigate('/projects', { replace: true });
  };
}
