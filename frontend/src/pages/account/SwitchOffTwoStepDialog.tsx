import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { switchMfaOff } from '../../api/mfa';
import { CodeInput } from '../../components/CodeInput';
import { ErrorMessage } from '../../components/ErrorMessage';
import { fieldError, formError } from '../../components/fieldErrors';
import { useT } from '../../i18n/useT';

interface SwitchOffTwoStepDialogProps {
  opened: boolean;
  hasPassword: boolean;
  onClose: () => void;
  onOff: () => void;
}

export function SwitchOffTwoStepDialog({ opened, hasPassword, onClose, onOff }: SwitchOffTwoStepDialogProps) {
  const t = useT();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const off = useMutation({
    mutationFn: () => switchMfaOff(password, code),
    onSuccess: () => {
      notifications.show({ message: t('signIn.switchedOff') });
      close();
      onOff();
    },
    onError: () => setCode(''),
  });
  const close = () => {
    onClose();
    off.reset();
    setPassword('');
    setCode('');
  };
  return (
    <Modal opened={opened} onClose={close} title={t('signIn.switchOffTitle')} centered>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          off.mutate();
        }}
      >
        <Stack>
          <Text size="sm">{t('signIn.switchOffLoss')}</Text>
          <ErrorMessage error={formError(off.error, ['password'])} />
          {hasPassword && (
            <PasswordInput
              label={t('account.yourPassword')}
              autoComplete="current-password"
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
              error={fieldError(off.error, 'password')}
              required
              withAsterisk={false}
              data-autofocus
            />
          )}
          <CodeInput
            label={t('signIn.code')}
            description={t('signIn.codeHint')}
            value={code}
            onChange={setCode}
            isFocused={!hasPassword}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('common.keepIt')}
            </Button>
            <Button type="submit" color="red" loading={off.isPending} disabled={code.trim() === ''}>
              {t('signIn.switchOffAction')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
