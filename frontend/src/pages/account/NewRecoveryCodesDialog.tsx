import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { renewRecoveryCodes } from '../../api/mfa';
import { queryKeys } from '../../api/queryKeys';
import { CodeInput } from '../../components/CodeInput';
import { ErrorMessage } from '../../components/ErrorMessage';
import { useT } from '../../i18n/useT';
import { RecoveryCodes } from './RecoveryCodes';

interface NewRecoveryCodesDialogProps {
  opened: boolean;
  onClose: () => void;
}

export function NewRecoveryCodesDialog({ opened, onClose }: NewRecoveryCodesDialogProps) {
  const t = useT();
  const client = useQueryClient();
  const [code, setCode] = useState('');
  const renew = useMutation({
    mutationFn: () => renewRecoveryCodes(code),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.mfa }),
    onError: () => setCode(''),
  });
  const close = () => {
    onClose();
    renew.reset();
    setCode('');
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={renew.data ? t('signIn.recoveryTitle') : t('signIn.newCodes')}
      closeOnClickOutside={!renew.data}
      closeOnEscape={!renew.data}
      withCloseButton={!renew.data}
      centered
    >
      {renew.data ? (
        <RecoveryCodes codes={renew.data} onClose={close} />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            renew.mutate();
          }}
        >
          <Stack>
            <Text size="sm">{t('signIn.newCodesHint')}</Text>
            <ErrorMessage error={renew.error} />
            <CodeInput
              label={t('signIn.code')}
              description={t('signIn.codeHint')}
              value={code}
              onChange={setCode}
              isFocused
            />
            <Group justify="flex-end">
              <Button type="submit" loading={renew.isPending} disabled={code.trim() === ''}>
                {t('signIn.makeCodes')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
