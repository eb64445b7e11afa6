import { ActionIcon, Button, Group, Skeleton, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconKey, IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { queryKeys } from '../../api/queryKeys';
import { deleteToken, useTokens } from '../../api/tokens';
import type { PersonalToken } from '../../api/types';
import { confirmLoss } from '../../components/confirm';
import { formatDate } from '../../components/dates';
import { ErrorMessage } from '../../components/ErrorMessage';
import { Section } from '../../components/Section';
import { NewTokenDialog } from './NewTokenDialog';

export function Tokens() {
  const tokens = useTokens();
  const [isOpen, dialog] = useDisclosure();
  return (
    <Section
      title="Personal tokens"
      hint={
        <>
          For programs: send <code>Authorization: Bearer …</code> with each request. A token may do what you
          may do.
        </>
      }
    >
      <ErrorMessage error={tokens.error} onRetry={() => void tokens.refetch()} />
      {tokens.isPending && <Skeleton h={60} />}
      {tokens.data?.length === 0 && <Text size="sm">You have no tokens.</Text>}
      {tokens.data && tokens.data.length > 0 && <TokenTable tokens={tokens.data} />}
      <Group justify="flex-end">
        <Button variant="default" leftSection={<IconKey size={16} />} onClick={dialog.open}>
          New token
        </Button>
      </Group>
      <NewTokenDialog opened={isOpen} onClose={dialog.close} />
    </Section>
  );
}

function TokenTable({ tokens }: { tokens: PersonalToken[] }) {
  const client = useQueryClient();
  const remove = (token: PersonalToken) =>
    confirmLoss({
      title: 'Delete this token?',
      loss: `Programs that use “${token.name}” lose access at once. This cannot be undone.`,
      action: 'Delete the token',
      onConfirm: async () => {
        await deleteToken(token.id);
        await client.invalidateQueries({ queryKey: queryKeys.tokens });
      },
    });
  return (
    <Table verticalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Name</Table.Th>
          <Table.Th>Begins with</Table.Th>
          <Table.Th>Expires</Table.Th>
          <Table.Th>Last used</Table.Th>
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
            <Table.Td>{token.expires ? formatDate(token.expires) : 'Never'}</Table.Td>
            <Table.Td>{token.last_used ? formatDate(token.last_used) : 'Not yet'}</Table.Td>
            <Table.Td ta="right">
              <ActionIcon
                variant="subtle"
                color="red"
                aria-label={`Delete the token ${token.name}`}
                onClick={() => remove(token)}
              >
                <IconTrash size={16} />
              </ActionIcon>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
