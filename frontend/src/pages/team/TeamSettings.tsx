import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { useMemberships } from '../../api/memberships';
import { deleteTeam, renameTeam, transferTeam } from '../../api/organizations';
import { queryKeys } from '../../api/queryKeys';
import { useMe } from '../../api/session';
import { confirmLoss, confirmStep } from '../../components/confirm';
import { ErrorMessage } from '../../components/ErrorMessage';
import { fieldError, formError } from '../../components/fieldErrors';
import { Section } from '../../components/Section';
import { useT } from '../../i18n/useT';
import { Webhooks } from '../../webhooks/Webhooks';
import type { Team } from './TeamPage';
import { TwoStepRequirement } from './TwoStepRequirement';

export function TeamSettings({ team }: { team: Team }) {
  const t = useT();
  return (
    <Stack gap="lg">
      <TeamName team={team} />
      <Section title={t('team.signInTitle')}>
        <TwoStepRequirement organization={team.id} />
      </Section>
      <Webhooks owner={{ organization: team.id }} />
      <Ownership team={team} />
      <EndOfTeam team={team} />
    </Stack>
  );
}

function TeamName({ team }: { team: Team }) {
  const t = useT();
  const client = useQueryClient();
  const [name, setName] = useState(team.name);
  const rename = useMutation({
    mutationFn: () => renameTeam(team.id, name.trim()),
    onSuccess: async () => {
      notifications.show({ color: 'teal', message: t('team.renamed') });
      await client.invalidateQueries({ queryKey: queryKeys.me });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rename.mutate();
  };
  return (
    <Section title={t('team.nameTitle')} hint={t('team.nameHint')}>
      <form onSubmit={submit}>
        <Stack gap="xs">
          <ErrorMessage error={formError(rename.error, ['name'])} />
          <Group align="flex-start">
            <TextInput
              aria-label={t('common.name')}
              flex={1}
              value={name}
              maxLength={150}
              onChange={(event) => setName(event.currentTarget.value)}
              error={fieldError(rename.error, 'name')}
              required
            />
            <Button
              type="submit"
              loading={rename.isPending}
              disabled={!name.trim() || name.trim() === team.name}
            >
              {t('common.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}

function Ownership({ team }: { team: Team }) {
  const t = useT();
  const client = useQueryClient();
  const { data: me } = useMe();
  const members = useMemberships(team.id);
  const [heir, setHeir] = useState<string | null>(null);
  const others = (members.data ?? []).filter(({ user, is_active }) => user.id !== me?.id && is_active);
  const chosen = others.find(({ user }) => String(user.id) === heir)?.user;
  const name = chosen ? chosen.name || chosen.username : '';
  const transfer = () =>
    confirmStep({
      title: t('team.transferTitle', { name }),
      consequence: t('team.transferConsequence', { name }),
      action: t('team.transferAction'),
      onConfirm: async () => {
        await transferTeam(team.id, Number(heir));
        await client.invalidateQueries({ queryKey: queryKeys.me });
        await client.invalidateQueries({ queryKey: queryKeys.memberships(team.id) });
      },
    });
  return (
    <Section title={t('team.ownership')} hint={t('team.ownershipHint')}>
      <Group align="flex-end">
        <Select
          label={t('team.newOwner')}
          flex={1}
          data={others.map(({ user }) => ({ value: String(user.id), label: user.name || user.username }))}
          value={heir}
          onChange={setHeir}
          searchable
          nothingFoundMessage={t('team.nobody')}
        />
        <Button variant="default" disabled={!chosen} onClick={transfer}>
          {t('team.transferAction')}
        </Button>
      </Group>
    </Section>
  );
}

function EndOfTeam({ team }: { team: Team }) {
  const t = useT();
  const client = useQueryClient();
  const navigate = useNavigate();
  const remove = () =>
    confirmLoss({
      title: t('team.deleteTitle', { team: team.name }),
      loss: t('team.deleteLoss'),
      action: t('team.deleteAction'),
      onConfirm: async () => {
        await deleteTeam(team.id);
        await client.invalidateQueries({ queryKey: queryKeys.me });
        await navigate('/team');
      },
    });
  return (
    <Section title={t('team.deleteAction')} hint={t('team.deleteHint')}>
      <Group>
        <Button color="red" variant="light" onClick={remove}>
          {t('team.deleteAction')}
        </Button>
      </Group>
    </Section>
  );
}
