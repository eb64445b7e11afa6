import { Alert, Badge, Button, Group, Skeleton, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconShieldLock } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import { useMfa } from '../../api/mfa';
import type { Me, MfaState } from '../../api/types';
import { ErrorMessage } from '../../components/ErrorMessage';
import { Section } from '../../components/Section';
import { useT } from '../../i18n/useT';
import { NewRecoveryCodesDialog } from './NewRecoveryCodesDialog';
import { SetUpTwoStepDialog } from './SetUpTwoStepDialog';
import { SwitchOffTwoStepDialog } from './SwitchOffTwoStepDialog';

const ANCHOR = 'two-step';

export function TwoStepLogin({ me }: { me: Me }) {
  const t = useT();
  const client = useQueryClient();
  const mfa = useMfa();
  const [isSettingUp, setUp] = useDisclosure();
  const place = useAnchor(ANCHOR);
  const waiting = me.organizations.filter(({ needs_mfa }) => needs_mfa).map(({ name }) => name);
  // What a team shows depends on it: everything is asked anew.
  const refresh = () => client.invalidateQueries();
  return (
    <div ref={place} id={ANCHOR}>
      <Section title={t('signIn.twoStep')} hint={t('signIn.twoStepHint')}>
        {waiting.length > 0 && (
          <Alert color="yellow" variant="light" icon={<IconShieldLock size={18} />}>
            {t('signIn.teamsWait', { teams: t.list(waiting) })}
          </Alert>
        )}
        <ErrorMessage error={mfa.error} onRetry={() => void mfa.refetch()} />
        {mfa.isPending && <Skeleton h={36} />}
        {mfa.data?.is_on && <Standing state={mfa.data} me={me} onOff={() => void refresh()} />}
        {mfa.data?.is_on === false && (
          <Group justify="space-between">
            <Badge color="gray" variant="light">
              {t('signIn.isOff')}
            </Badge>
            <Button leftSection={<IconShieldLock size={16} />} onClick={setUp.open}>
              {t('signIn.setUp')}
            </Button>
          </Group>
        )}
        <SetUpTwoStepDialog
          opened={isSettingUp}
          onClose={(isOn) => {
            setUp.close();
            if (isOn) void refresh();
          }}
        />
      </Section>
    </div>
  );
}

function Standing({ state, me, onOff }: { state: MfaState; me: Me; onOff: () => void }) {
  const t = useT();
  const [isRenewing, renewing] = useDisclosure();
  const [isLeaving, leaving] = useDisclosure();
  return (
    <Group justify="space-between">
      <Group gap="sm">
        <Badge color="green" variant="light">
          {t('signIn.isOn')}
        </Badge>
        <Text size="sm" c={state.recovery_codes_left < 3 ? 'red' : 'dimmed'}>
          {t('signIn.codesLeft', { count: state.recovery_codes_left })}
        </Text>
      </Group>
      <Group gap="sm">
        <Button variant="default" onClick={renewing.open}>
          {t('signIn.newCodes')}
        </Button>
        <Button variant="default" onClick={leaving.open}>
          {t('signIn.switchOff')}
        </Button>
      </Group>
      <NewRecoveryCodesDialog opened={isRenewing} onClose={renewing.close} />
      <SwitchOffTwoStepDialog
        opened={isLeaving}
        hasPassword={me.has_password}
        onClose={leaving.close}
        onOff={onOff}
      />
    </Group>
  );
}

/** A place that `#anchor` of the address scrolls to once it is there. */
function useAnchor(anchor: string) {
  const place = useRef<HTMLDivElement>(null);
  const { hash } = useLocation();
  useEffect(() => {
    if (hash === `#${anchor}`) place.current?.scrollIntoView({ block: 'center' });
  }, [hash, anchor]);
  return place;
}
