import { Select, Table, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { giveRole, takeRole } from '../../api/projectRoles';
import { queryKeys } from '../../api/queryKeys';
import { grantableInProject, may, ROLES } from '../../api/roles';
import type { GivenRole, Member, Project } from '../../api/types';
import { confirmStep, showError } from '../../components/confirm';
import { useT } from '../../i18n/useT';
import { PersonName } from '../team/PersonName';

/** Stands for having the role of the team, or none in a private project. */
const AS_IN_TEAM = 'team';

interface MemberRowProps {
  member: Member;
  project: Project;
  isMe: boolean;
}

export function MemberRow({ member, project, isMe }: MemberRowProps) {
  const t = useT();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (role: string) =>
      role === AS_IN_TEAM
        ? takeRole(project.id, member.id)
        : giveRole(project.id, member.id, role as GivenRole),
    onSuccess: (_, chosen) =>
      notifications.show({
        message: t('settings.roleIs', {
          name,
          role: chosen === AS_IN_TEAM ? without : t(`roles.${chosen as GivenRole}`),
        }),
      }),
    onError: showError,
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.members(project.id) }),
  });
  const isEverywhere = member.team_role === 'owner' || member.team_role === 'manager';
  const grantable = grantableInProject(project.role);
  const isAbove = !grantable.some((role) => role === (member.project_role ?? role));
  const name = member.name || member.username;
  const without = project.is_private
    ? t('settings.noAccess')
    : t('settings.asInTeam', { role: t(`roles.${member.team_role}`) });
  const choose = (chosen: string) => {
    const outcome = chosen === AS_IN_TEAM && !project.is_private ? member.team_role : chosen;
    const mayStillAnnotate = ROLES.some((role) => role === outcome && may(role, 'annotate'));
    if (mayStillAnnotate || !may(member.role, 'annotate')) change.mutate(chosen);
    else
      confirmStep({
        title: t('settings.lowerTitle', { name }),
        consequence: t('settings.lowerConsequence', { name }),
        action: t('settings.lowerAction'),
        onConfirm: async () => change.mutate(chosen),
      });
  };
  return (
    <Table.Tr data-testid="member" data-username={member.username}>
      <Table.Td>
        <PersonName person={member} isMe={isMe} />
      </Table.Td>
      <Table.Td>{t(`roles.${member.team_role}`)}</Table.Td>
      <Table.Td>
        {isEverywhere || isAbove || isMe ? (
          <Text size="sm">
            {t(`roles.${member.role}`)}
            <Text span c="dimmed">
              {` · ${isEverywhere ? t('settings.everywhere') : t('settings.hereAlone')}`}
            </Text>
          </Text>
        ) : (
          <Select
            aria-label={t('settings.roleOf', { name })}
            size="xs"
            data={[
              { value: AS_IN_TEAM, label: without },
              ...grantable.map((role) => ({ value: role, label: t(`roles.${role}`) })),
            ]}
            value={change.isPending ? change.variables : (member.project_role ?? AS_IN_TEAM)}
            allowDeselect={false}
            onChange={(role) => role && choose(role)}
          />
        )}
      </Table.Td>
    </Table.Tr>
  );
}
