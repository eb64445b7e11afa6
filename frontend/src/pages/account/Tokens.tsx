import { ActionIcon, Button, Group, Skeleton, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconKey, IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { queryKeys } from '../../api/queryKeys';
import { deleteToken, useTokens } from '../../api/tokens';
import type { PersonalToken } from '../../api/types';
import { confirmLoss } from '../../components/confirm';
import { ErrorMessage } from '../../components/ErrorMessage';
import { Section } from '../../components/Section';
import { Rich } from '../../i18n/Rich';
import { useT } from '../../i18n/useT';
import { NewTokenDialog } from './NewTokenDialog';

export function Tokens() {
  const t = useT();
  const tokens = useTokens();
  const [isOpen, dialog] = useDisclosure();
  return (
    <Section
      title={t('account.tokens')}
      hint={<Rich text="account.tokensHint" values={{ header: <code>Authorization: Bearer …</code> }} />}
    >
      <ErrorMessage error={tokens.error} onRetry={() => void tokens.refetch()} />
      {tokens.isPending && <Skeleton h={60} />}
      {tokens.data?.length === 0 && <Text size="sm">{t('account.noTokens')}</Text>}
      {tokens.data && tokens.data.length > 0 && <TokenTable tokens={tokens.data} />}
      <Group justify="flex-end">
        <Button variant="default" leftSection={<IconKey size={16} />} onClick={dialog.open}>
          {t('account.newToken')}
        </Button>
      </Group>
      <NewTokenDialog opened={isOpen} onClose={dialog.close} />
    </Section>
  );
}

function TokenTable({ tokens }: { tokens: PersonalToken[] }) {
  const t = useT();
  const client = useQueryClient();
  const remove = (token: PersonalToken) =>
    confirmLoss({
      title: t('account.deleteTitle'),
      loss: t('account.deleteLoss', { name: token.name }),
      action: t('account.deleteAction'),
      onConfirm: async () => {
        await deleteToken(token.id);
        await client.invalidateQueries({ queryKey: queryKeys.tokens });
      },
    });
  return (
    <Table.ScrollContainer minWidth={600} type="native">
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('common.name')}</Table.Th>
            <Table.Th>{t('account.beginsWith')}</Table.Th>
            <Table.Th>{t('account.scope')}</Table.Th>
            <Table.Th>{t('account.expires')}</Table.Th>
            <Table.Th>{t('account.lastUsed')}</Table.Th>
            <Table.Th />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {tokens.map((token) => (
            <Table.Tr key={token.id}>
              <Table.Td>{token.name}</Table.Td>
              <Table.Td>
                <code>{token.prefix}…</code>
              </Table.Td>
              <Table.Td>{t(`scopes.${token.scope}`)}</Table.Td>
              <Table.Td>{token.expires ? t.date(token.expires) : t('common.never')}</Table.Td>
              <Table.Td>{token.last_used ? t.date(token.last_used) : t('account.notYet')}</Table.Td>
              <Table.Td ta="right">
                <ActionIcon
                  variant="subtle"
                  color="red"
                  aria-label={t('account.deleteNamed', { name: token.name })}
                  onClick={() => remove(token)}
                >
                  <IconTrash size={16} />
                </ActionIcon>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
