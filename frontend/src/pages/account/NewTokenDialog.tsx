import { Alert, Button, Code, CopyButton, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { queryKeys } from '../../api/queryKeys';
import { createToken, TOKEN_SCOPES } from '../../api/tokens';
import type { TokenScope } from '../../api/types';
import { ErrorMessage } from '../../components/ErrorMessage';
import { fieldError, formError } from '../../components/fieldErrors';
import { useT } from '../../i18n/useT';

const DAY_MS = 24 * 3600 * 1000;

interface NewTokenDialogProps {
  opened: boolean;
  onClose: () => void;
}

export function NewTokenDialog({ opened, onClose }: NewTokenDialogProps) {
  const t = useT();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [scope, setScope] = useState<TokenScope>('read');
  const [days, setDays] = useState('90');
  const create = useMutation({
    mutationFn: () => createToken(name.trim(), scope, expiry(days)),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.tokens }),
  });
  const close = () => {
    onClose();
    create.reset();
    setName('');
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('account.newTokenTitle')}
      centered
      closeOnClickOutside={!create.data}
      closeOnEscape={!create.data}
      withCloseButton={!create.data}
    >
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
            <ErrorMessage error={formError(create.error, ['name', 'scope', 'expires'])} />
            <TextInput
              label={t('common.name')}
              description={t('account.tokenNameHint')}
              value={name}
              maxLength={100}
              onChange={(event) => setName(event.currentTarget.value)}
              error={fieldError(create.error, 'name')}
              required
              data-autofocus
            />
            <Select
              label={t('account.scope')}
              description={t(`scopes.${scope}May`)}
              data={TOKEN_SCOPES.map((value) => ({ value, label: t(`scopes.${value}`) }))}
              value={scope}
              allowDeselect={false}
              onChange={(value) => value && setScope(value as TokenScope)}
              error={fieldError(create.error, 'scope')}
            />
            <Select
              label={t('account.expires')}
              data={[
                { value: '7', label: t('account.days', { count: 7 }) },
                { value: '30', label: t('account.days', { count: 30 }) },
                { value: '90', label: t('account.days', { count: 90 }) },
                { value: '365', label: t('account.oneYear') },
                { value: '', label: t('common.never') },
              ]}
              value={days}
              allowDeselect={false}
              onChange={(value) => setDays(value ?? '')}
              error={fieldError(create.error, 'expires')}
            />
            <Group justify="flex-end">
              <Button type="submit" loading={create.isPending} disabled={!name.trim()}>
                {t('account.makeToken')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}

function ShownOnce({ token, onClose }: { token: string; onClose: () => void }) {
  const t = useT();
  return (
    <Stack>
      <Alert color="yellow" variant="light">
        {t('account.shownOnce')}
      </Alert>
      <Code block>{token}</Code>
      <Group justify="flex-end">
        <CopyButton value={token}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? t('common.copied') : t('common.copy')}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onClose}>{t('common.done')}</Button>
      </Group>
    </Stack>
  );
}

function expiry(days: string): string | null {
  return days === '' ? null : new Date(Date.now() + Number(days) * DAY_MS).toISOString();
}
