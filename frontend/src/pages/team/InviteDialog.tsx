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
  TagsInput,
  Text,
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
const SEPARATORS = [',', ';', ' ', '\n'];

interface InviteDialogProps {
  opened: boolean;
  onClose: () => void;
  team: Team;
}

export function InviteDialog({ opened, onClose, team }: InviteDialogProps) {
  const t = useT();
  const [made, setMade] = useState<readonly NewInvitation[] | null>(null);
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
      {made ? <Made made={made} onClose={close} /> : <InviteForm team={team} onMade={setMade} />}
    </Modal>
  );
}

function InviteForm({ team, onMade }: { team: Team; onMade: (made: readonly NewInvitation[]) => void }) {
  const t = useT();
  const client = useQueryClient();
  const [way, setWay] = useState('link');
  const [emails, setEmails] = useState<string[]>([]);
  /** An address that is not among them yet: it is once the field is left, such as for the button. */
  const [typed, setTyped] = useState('');
  const [sent, setSent] = useState<readonly NewInvitation[]>([]);
  const [role, setRole] = useState<Role>('annotator');
  const [uses, setUses] = useState('1');
  const [days, setDays] = useState('7');
  const isLetter = way === 'mail';
  const make = useMutation({
    mutationFn: async (): Promise<readonly NewInvitation[]> => {
      const terms = { role, days: Number(days) };
      if (!isLetter)
        return [
          await invite(team.id, { ...terms, email: '', max_uses: uses === UNLIMITED ? null : Number(uses) }),
        ];
      const all = [...sent];
      for (const email of emails) {
        all.push(await invite(team.id, { ...terms, email, max_uses: 1 }));
        setSent([...all]);
        setEmails((left) => left.filter((other) => other !== email));
      }
      return all;
    },
    onSuccess: onMade,
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.invitations(team.id) }),
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
          <TagsInput
            label={t('team.addresses')}
            description={t('team.addressesHint')}
            value={emails}
            onChange={setEmails}
            searchValue={typed}
            onSearchChange={setTyped}
            splitChars={SEPARATORS}
            acceptValueOnBlur
            error={refusal(make.error, emails[0])}
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
          <Button
            type="submit"
            loading={make.isPending}
            disabled={isLetter && emails.length === 0 && typed.trim() === ''}
          >
            {isLetter ? t('team.sendLetter') : t('team.makeLink')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** The letters are sent one after the other: what was refused is the first address that is left. */
function refusal(error: unknown, email: string | undefined): string | undefined {
  const sentence = fieldError(error, 'email');
  return sentence && email ? `${email}: ${sentence}` : sentence;
}

/** A letter's link can be passed on as well; those of many stay in their letters. */
function Made({ made, onClose }: { made: readonly NewInvitation[]; onClose: () => void }) {
  const t = useT();
  const [first] = made;
  const isOne = made.length === 1 && first !== undefined;
  return (
    <Stack>
      <Alert color={first?.email ? 'teal' : 'yellow'} variant="light">
        {isOne && (first.email ? t('team.letterSent', { email: first.email }) : t('team.linkOnce'))}
        {!isOne && t('team.lettersSent', { emails: t.list(made.map(({ email }) => email)) })}
      </Alert>
      {isOne && (
        <Code
          block
          data-testid="invitation-link"
          style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
        >
          {first.link}
        </Code>
      )}
      <Group justify="flex-end">
        {isOne && (
          <CopyButton value={first.link}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {copied ? t('common.copied') : t('common.copy')}
              </Button>
            )}
          </CopyButton>
        )}
        <Button onClick={onClose}>{t('common.done')}</Button>
      </Group>
    </Stack>
  );
}
