import { Anchor, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { logOut } from '../../api/session';
import { ErrorMessage } from '../../components/ErrorMessage';
import { useT } from '../../i18n/useT';
import { loginAndBack } from './loginAndBack';

/** Who opens the link in somebody else's browser, or has several accounts, comes back with the right one. */
export function OtherAccount({ code }: { code: string }) {
  const t = useT();
  const client = useQueryClient();
  const navigate = useNavigate();
  const leave = useMutation({
    mutationFn: logOut,
    onSuccess: async () => {
      await navigate(loginAndBack(code));
      client.clear();
    },
  });
  return (
    <Stack gap="xs">
      <ErrorMessage error={leave.error} />
      <Anchor component="button" type="button" size="sm" ta="center" onClick={() => leave.mutate()}>
        {t('join.notYou')}
      </Anchor>
    </Stack>
  );
}
