import { ActionIcon, Button, Group, Skeleton, Table, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPlugConnected, IconPlugConnectedX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useSearchParams } from 'react-router';
import { queryKeys } from '../../api/queryKeys';
import { beginConnection, disconnectIdentity, useIdentities, useLoginMethods } from '../../api/signIn';
import type { Identity } from '../../api/types';
import { confirmLoss } from '../../components/confirm';
import { ErrorMessage } from '../../components/ErrorMessage';
import { Section } from '../../components/Section';
import { useT } from '../../i18n/useT';
import { ArrivalProblem } from '../login/ArrivalProblem';
import { providerName } from '../login/providerName';

/** The identities elsewhere that log in as this account; nothing where there is no single sign-on and never was. */
export function Identities() {
  const t = useT();
  const identities = useIdentities();
  const { data: methods } = useLoginMethods();
  const [params] = useSearchParams();
  useConnectedNote();
  const connect = useMutation({
    mutationFn: beginConnection,
    onSuccess: (url) => window.location.assign(url),
  });
  const rows = identities.data ?? [];
  if (!methods?.sso && rows.length === 0) return null;
  return (
    <Section title={t('signIn.identities')} hint={t('signIn.identitiesHint')}>
      <ArrivalProblem search={`?${params}`} />
      <ErrorMessage error={identities.error ?? connect.error} />
      {identities.isPending && <Skeleton h={60} />}
      {identities.data?.length === 0 && <Text size="sm">{t('signIn.noIdentities')}</Text>}
      {rows.length > 0 && <IdentityTable identities={rows} />}
      {methods?.sso && identities.isSuccess && !rows.some((row) => row.is_usable) && (
        <Group justify="flex-end">
          <Button
            variant="default"
            leftSection={<IconPlugConnected size={16} />}
            loading={connect.isPending}
            onClick={() => connect.mutate()}
          >
            {t('signIn.connect', { name: providerName(methods.sso.name, t) })}
          </Button>
        </Group>
      )}
    </Section>
  );
}

function IdentityTable({ identities }: { identities: Identity[] }) {
  const t = useT();
  return (
    <Table.ScrollContainer minWidth={600} type="native">
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('signIn.provider')}</Table.Th>
            <Table.Th>{t('account.email')}</Table.Th>
            <Table.Th>{t('signIn.since')}</Table.Th>
            <Table.Th>{t('account.lastUsed')}</Table.Th>
            <Table.Th />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {identities.map((identity) => (
            <IdentityRow key={identity.id} identity={identity} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function IdentityRow({ identity }: { identity: Identity }) {
  const t = useT();
  const client = useQueryClient();
  const name = providerName(identity.name, t);
  const disconnect = () =>
    confirmLoss({
      title: t('signIn.disconnectTitle', { name }),
      loss: t('signIn.disconnectLoss', { name }),
      action: t('signIn.disconnectAction'),
      onConfirm: async () => {
        await disconnectIdentity(identity.id);
        await client.invalidateQueries({ queryKey: queryKeys.identities });
      },
    });
  return (
    <Table.Tr>
      <Table.Td>
        {name}
        {!identity.is_usable && (
          <Text size="xs" c="dimmed">
            {t('signIn.notInUse')}
          </Text>
        )}
      </Table.Td>
      <Table.Td>{identity.email || '–'}</Table.Td>
      <Table.Td>{t.date(identity.connected)}</Table.Td>
      <Table.Td>{t.date(identity.last_login)}</Table.Td>
      <Table.Td ta="right">
        <ActionIcon
          variant="subtle"
          color="red"
          aria-label={t('signIn.disconnect', { name })}
          onClick={disconnect}
        >
          <IconPlugConnectedX size={16} />
        </ActionIcon>
      </Table.Td>
    </Table.Tr>
  );
}

/** Back from the provider: say once that it worked. */
function useConnectedNote(): void {
  const t = useT();
  const [params, setParams] = useSearchParams();
  const isBack = params.has('connected');
  useEffect(() => {
    if (!isBack) return;
    notifications.show({ id: 'connected', message: t('signIn.connected') });
    setParams({}, { replace: true });
  }, [isBack, setParams, t]);
}
