import { Alert, Button, Code, CopyButton, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { queryKeys } from '../../api/queryKeys';
import { createToken } from '../../api/tokens';
import { ErrorMessage } from '../../components/ErrorMessage';
import { fieldError, formError } from '../../components/fieldErrors';

const DAY_MS = 24 * 3600 * 1000;
const LIFETIMES = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'One year' },
  { value: '', label: 'Never' },
];

interface NewTokenDialogProps {
  opened: boolean;
  onClose: () => void;
}

export function NewTokenDialog({ opened, onClose }: NewTokenDialogProps) {
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [days, setDays] = useState('90');
  const create = useMutation({
    mutationFn: () => createToken(name.trim(), expiry(days)),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.tokens }),
  });
  const close = () => {
    onClose();
    create.reset();
    setName('');
  };
  return (
    <Modal opened={opened} onClose={close} title="New personal token" centered>
      {create.data ? (
        <ShownOnce token={create.data.token} onClose={close} />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            create.mutate();
          }}
        >
          <Stack>
            <ErrorMessage error={formError(create.error, ['name', 'expires'])} />
            <TextInput
              label="Name"
              description="What uses it, for instance “nightly export”."
              value={name}
              maxLength={100}
              onChange={(event) => setName(event.currentTarget.value)}
              error={fieldError(create.error, 'name')}
              required
              data-autofocus
            />
            <Select
              label="Expires"
              data={LIFETIMES}
              value={days}
              allowDeselect={false}
              onChange={(value) => setDays(value ?? '')}
              error={fieldError(create.error, 'expires')}
            />
            <Group justify="flex-end">
              <Button type="submit" loading={create.isPending} disabled={!name.trim()}>
                Make the token
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}

function ShownOnce({ token, onClose }: { token: string; onClose: () => void }) {
  return (
    <Stack>
      <Alert color="yellow" variant="light">
        Copy the token now: it is shown only this once.
      </Alert>
      <Code block>{token}</Code>
      <Group justify="flex-end">
        <CopyButton value={token}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onClose}>Done</Button>
      </Group>
    </Stack>
  );
}

function expiry(days: string): string | null {
  return days === '' ? null : new Date(Date.now() + Number(days) * DAY_MS).toISOString();
}
