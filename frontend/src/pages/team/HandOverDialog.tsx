import { Button, Group, Modal, Select, Skeleton, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { changeRole, removeMember, useHeldWork } from '../../api/memberships';
import { queryKeys } from '../../api/queryKeys';
import { may } from '../../api/roles';
import { useMe } from '../../api/session';
import type { HeldWork, Membership, Role } from '../../api/types';
import { ErrorMessage } from '../../components/ErrorMessage';
import type { T } from '../../i18n/translate';
import { useT } from '../../i18n/useT';
import type { Team } from './TeamPage';

/** Somebody leaves the team (null), or gets a role that may not annotate. */
export interface Departure {
  readonly member: Membership;
  readonly role: Role | null;
}

interface HandOverDialogProps {
  departure: Departure;
  team: Team;
  members: Membership[];
  onClose: () => void;
}

/** Says what goes and what stays, and asks who goes on with the work. */
export function HandOverDialog({ departure, team, members, onClose }: HandOverDialogProps) {
  const t = useT();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { data: me } = useMe();
  const { member, role } = departure;
  const held = useHeldWork(member.id);
  const [heir, setHeir] = useState<string | null>(null);
  const isMe = member.user.id === me?.id;
  const name = member.user.name || member.user.username;
  const act = useMutation({
    mutationFn: async () => {
      const to = heir === null ? null : Number(heir);
      if (role === null) await removeMember(member.id, to);
      else await changeRole(member.id, role, to);
    },
    onSuccess: async () => {
      onClose();
      if (isMe) await navigate('/projects');
      if (isMe) client.clear();
      await client.invalidateQueries({ queryKey: queryKeys.memberships(team.id) });
      await client.invalidateQueries({ queryKey: queryKeys.groups(team.id) });
    },
  });
  const heirs = members.filter(
    (other) => other.id !== member.id && other.is_active && may(other.role, 'annotate'),
  );
  const hasWork = held.data !== undefined && held.data.images + held.data.batches > 0;
  return (
    <Modal opened onClose={onClose} title={titleOf(departure, isMe, name, t)} centered>
      <Stack>
        <ErrorMessage error={act.error} />
        <ErrorMessage error={held.error} onRetry={() => void held.refetch()} />
        <Text size="sm">{lossOf(departure, isMe, name, team, t)}</Text>
        {held.isPending && <Skeleton h={40} />}
        {held.data && <Text size="sm">{heldText(held.data, t)}</Text>}
        {hasWork && (
          <Select
            label={t('team.workGoesTo')}
            placeholder={t('team.queue')}
            data={heirs.map(({ user }) => ({ value: String(user.id), label: user.name || user.username }))}
            value={heir}
            onChange={setHeir}
            searchable
            clearable
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button color="red" onClick={() => act.mutate()} loading={act.isPending} disabled={!held.data}>
            {role !== null ? t('team.changeRole') : isMe ? t('team.leave') : t('settings.removeAction')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function titleOf({ role }: Departure, isMe: boolean, name: string, t: T): string {
  if (role !== null) return t('team.lowerTitle', { name, role: t(`roles.${role}`) });
  return isMe ? t('team.leaveTitle') : t('settings.removeTitle', { name });
}

function lossOf({ role }: Departure, isMe: boolean, name: string, team: Team, t: T): string {
  if (role !== null) return t('team.lowerLoss', { name });
  return isMe ? t('team.leaveLoss', { team: team.name }) : t('team.removeLoss', { name, team: team.name });
}

function heldText({ images, batches }: HeldWork, t: T): string {
  if (images + batches === 0) return t('team.holdsNothing');
  return t('team.holds', {
    images: t('common.images', { count: images }),
    batches: t('team.batches', { count: batches }),
  });
}
