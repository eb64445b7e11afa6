import { Button, Center, Code, Group, Image, Loader, Modal, Paper, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { confirmMfa, offerMfa } from '../../api/mfa';
import { queryKeys } from '../../api/queryKeys';
import type { MfaOffer } from '../../api/types';
import { CodeInput } from '../../components/CodeInput';
import { ErrorMessage } from '../../components/ErrorMessage';
import { useT } from '../../i18n/useT';
import { RecoveryCodes } from './RecoveryCodes';

interface SetUpTwoStepDialogProps {
  opened: boolean;
  /** `isOn`: it has been switched on. */
  onClose: (isOn: boolean) => void;
}

/** Scan, type a code of the app, keep the recovery codes. */
export function SetUpTwoStepDialog({ opened, onClose }: SetUpTwoStepDialogProps) {
  const t = useT();
  const offer = useQuery({
    queryKey: [...queryKeys.mfa, 'offer'],
    queryFn: offerMfa,
    enabled: opened,
    gcTime: 0,
  });
  const [code, setCode] = useState('');
  const confirm = useMutation({ mutationFn: () => confirmMfa(code), onError: () => setCode('') });
  const close = () => {
    onClose(confirm.isSuccess);
    confirm.reset();
    setCode('');
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={confirm.data ? t('signIn.recoveryTitle') : t('signIn.setUp')}
      closeOnClickOutside={false}
      closeOnEscape={!confirm.data}
      withCloseButton={!confirm.data}
      centered
    >
      {confirm.data ? (
        <RecoveryCodes codes={confirm.data} onClose={close} />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            confirm.mutate();
          }}
        >
          <Stack>
            <ErrorMessage error={offer.error} onRetry={() => void offer.refetch()} />
            {offer.data ? <Secret offer={offer.data} /> : <Waiting isPending={offer.isPending} />}
            <ErrorMessage error={confirm.error} />
            <CodeInput label={t('signIn.thenCode')} value={code} onChange={setCode} isFocused />
            <Group justify="flex-end">
              <Button type="submit" loading={confirm.isPending} disabled={!offer.data || code.trim() === ''}>
                {t('signIn.switchOn')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}

function Secret({ offer }: { offer: MfaOffer }) {
  const t = useT();
  const spaced = offer.secret.match(/.{1,4}/g)?.join(' ') ?? offer.secret;
  return (
    <>
      <Text size="sm">{t('signIn.scan')}</Text>
      <Center>
        {/* Cameras want dark on light, in the dark scheme too. */}
        <Paper bg="white" p="xs" radius="md" withBorder>
          <Image
            src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(offer.qr)}`}
            alt={t('signIn.qrLabel')}
            w={200}
            h={200}
          />
        </Paper>
      </Center>
      <Stack gap={6}>
        <Text size="xs" c="dimmed" ta="center">
          {t('signIn.orType')}
        </Text>
        <Code block ta="center" data-testid="mfa-secret">
          {spaced}
        </Code>
      </Stack>
    </>
  );
}

function Waiting({ isPending }: { isPending: boolean }) {
  return <Center h={220}>{isPending && <Loader />}</Center>;
}
