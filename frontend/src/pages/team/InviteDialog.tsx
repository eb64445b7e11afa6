import {
  Alert,
  Button,
  Code,
  CopyButton,
  Group,
  Modal,
  SegmentedControl,
  Select,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { invite } from '../../api/invitations';
import { queryKeys } from '../../api/queryKeys';
import { grantableRoles } from '../../api/roles';
import type { NewInvitation, Role } from '../../api/types';
import { ErrorMessage } from '../../components/ErrorMessage';
import { fieldError, formError } from '../../components/fieldErrors';
import { useT } from '../../i18n/useT';
import type { Team } from './TeamPage';

const DAYS = [1, 7, 30, 90];
const USES = [1, 5, 20, 100];
const UNLIMITED = 'unlimited';

interface InviteDialogProps {
  opened: boolean;
  onClose: () => void;
  team: Team;
}

export function InviteDialog({ opened, onClose, team }: InviteDialogProps) {
  const t = useT();
  const [made, setMade] = useState<NewInvitation | null>(null);
  const close = () => {
    onClose();
    setMade(null);
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('team.inviteTitle', { team: team.name })}
      centered
      closeOnClickOutside={!made}
      closeOnEscape={!made}
      withCloseButton={!made}
    >
      {made ? <LinkOnce made={made} onClose={close} /> : <InviteForm team={team} onMade={setMade} />}
    </Modal>
  );
}

function InviteForm({ team, onMade }: { team: Team; onMade: (made: NewInvitation) => void }) {
  const t = useT();
  const client = useQueryClient();
  const [way, setWay] = useState('link');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('annotator');
  const [uses, setUses] = useState('1');
  const [days, setDays] = useState('7');
  const isLetter = way === 'mail';
  const make = useMutation({
    mutationFn: () =>
      invite(team.id, {
        role,
        email: isLetter ? email.trim() : '',
        days: Number(days),
        max_uses: isLetter || uses !== UNLIMITED ? Number(isLetter ? 1 : uses) : null,
      }),
    onSuccess: async (made) => {
      onMade(made);
      await client.invalidateQueries({ queryKey: queryKeys.invitations(team.id) });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <ErrorMessage error={formError(make.error, ['email', 'role'])} />
        <SegmentedControl
          aria-label={t('team.way')}
          value={way}
          onChange={setWay}
          data={[
            { value: 'link', label: t('team.byLink') },
            { value: 'mail', label: t('team.byMail') },
          ]}
        />
        <Text size="sm" c="dimmed">
          {isLetter ? t('team.byMailHint') : t('team.byLinkHint')}
        </Text>
        {isLetter && (
          <TextInput
            label={t('settings.email')}
            type="email"
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            error={fieldError(make.error, 'email')}
            required
          />
        )}
        <Select
          label={t('settings.role')}
          description={t(`roles.${role}May`)}
          data={grantableRoles(team.role).map((value) => ({ value, label: t(`roles.${value}`) }))}
          value={role}
          allowDeselect={false}
          onChange={(value) => value && setRole(value as Role)}
          error={fieldError(make.error, 'role')}
        />
        <Group grow>
          {!isLetter && (
            <Select
              label={t('team.howMany')}
              data={[
                ...USES.map((count) => ({ value: String(count), label: t('team.peopleCount', { count }) })),
                { value: UNLIMITED, label: t('team.unlimited') },
              ]}
              value={uses}
              allowDeselect={false}
              onChange={(value) => value && setUses(value)}
            />
          )}
          <Select
            label={t('team.worksFor')}
            data={DAYS.map((count) => ({ value: String(count), label: t('account.days', { count }) }))}
            value={days}
            allowDeselect={false}
            onChange={(value) => value && setDays(value)}
          />
        </Group>
        <Group justify="flex-end">
          <Button type="submit" loading={make.isPending} disabled={isLetter && !email.trim()}>
            {isLetter ? t('team.sendLetter') : t('team.makeLink')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function LinkOnce({ made, onClose }: { made: NewInvitation; onClose: () => void }) {
  const t = useT();
  return (
    <Stack>
      <Alert color={made.email ? 'teal' : 'yellow'} variant="light">
        {made.email ? t('team.letterSent', { email: made.email }) : t('team.linkOnce')}
      </Alert>
      <Code block data-testid="invitation-link" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {made.link}
      </Code>
      <Group justify="flex-end">
        <CopyButton value={made.link}>
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
