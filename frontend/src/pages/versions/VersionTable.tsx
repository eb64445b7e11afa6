import { ActionIcon, Anchor, Button, Group, Menu, Progress, Table, Text } from '@mantine/core';
import { IconDots, IconGitCompare, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link } from 'react-router';
import { cancelJob, isFinished, useJob } from '../../api/jobs';
import { may } from '../../api/roles';
import type { Job, Project, Version } from '../../api/types';
import { refreshVersions } from '../../api/versions';
import { showError } from '../../components/confirm';
import { useT } from '../../i18n/useT';
import { addressOf, differenceAddress } from './addresses';
import { SplitBar } from './SplitBar';
import { useDeleteVersion } from './useDeleteVersion';

interface VersionTableProps {
  /** The latest first. */
  versions: Version[];
  project: Project;
}

export function VersionTable({ versions, project }: VersionTableProps) {
  const t = useT();
  return (
    <Table.ScrollContainer minWidth={720} type="native">
      <Table verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={48}>{t('versions.number')}</Table.Th>
            <Table.Th>{t('versions.version')}</Table.Th>
            <Table.Th w={340}>{t('versions.holds')}</Table.Th>
            <Table.Th w={200}>{t('versions.made')}</Table.Th>
            <Table.Th w={48} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {versions.map((version, index) => (
            <VersionRow
              key={version.id}
              version={version}
              before={versions.slice(index + 1).find(({ state }) => state === 'ready')}
              project={project}
            />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

interface VersionRowProps {
  version: Version;
  before: Version | undefined;
  project: Project;
}

function VersionRow({ version, before, project }: VersionRowProps) {
  const t = useT();
  const isReady = version.state === 'ready';
  return (
    <Table.Tr data-testid="version-row" data-state={version.state}>
      <Table.Td style={{ fontVariantNumeric: 'tabular-nums' }}>{t.number(version.number)}</Table.Td>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        {isReady ? (
          <Anchor component={Link} to={addressOf(project.id, version.id)} size="sm" fw={500}>
            {version.name}
          </Anchor>
        ) : (
          <Text size="sm" fw={500}>
            {version.name}
          </Text>
        )}
        {version.note && (
          <Text size="xs" c="dimmed" lineClamp={2}>
            {version.note}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        {isReady ? <Holdings version={version} /> : <Making job={version.job} project={project} />}
      </Table.Td>
      <Table.Td>
        <Text size="sm">{version.made_by}</Text>
        <Text size="xs" c="dimmed">
          {t.dateTime(version.created)}
        </Text>
      </Table.Td>
      <Table.Td>{isReady && <VersionMenu version={version} before={before} project={project} />}</Table.Td>
    </Table.Tr>
  );
}

function Holdings({ version }: { version: Version }) {
  const t = useT();
  const images = t('common.images', { count: version.image_count });
  const objects = t('common.objects', { count: version.object_count });
  return (
    <>
      <Text size="sm" mb={4}>
        {t.list([images, objects])}
      </Text>
      {version.split_rule.by !== 'none' && <SplitBar splits={version.splits} />}
    </>
  );
}

/** How far the making is; when it ends, the list is asked for again. */
function Making({ job: initial, project }: { job: Job | null; project: Project }) {
  const t = useT();
  const client = useQueryClient();
  const { data: job } = useJob(initial?.id ?? '', initial ?? undefined);
  const hasEnded = job !== undefined && isFinished(job);
  const cancel = useMutation({
    mutationFn: cancelJob,
    onSuccess: () => refreshVersions(client, project.id),
    onError: showError,
  });
  useEffect(() => {
    if (hasEnded) void refreshVersions(client, project.id);
  }, [hasEnded, client, project.id]);
  if (!job) return null;
  return (
    <Group gap="sm" wrap="nowrap">
      <div style={{ flex: 1 }}>
        <Text size="xs" c="dimmed">
          {job.total > 0
            ? t('project.progress', { done: job.done, count: job.total })
            : t(`jobStates.${job.state}`)}
        </Text>
        <Progress value={100 * job.progress} animated aria-label={t('versions.progress')} />
      </div>
      {may(project.role, 'manage') && (
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          loading={cancel.isPending}
          onClick={() => cancel.mutate(job.id)}
        >
          {t('common.cancel')}
        </Button>
      )}
    </Group>
  );
}

function VersionMenu({ version, before, project }: VersionRowProps) {
  const t = useT();
  const remove = useDeleteVersion(project.id);
  const mayDelete = may(project.role, 'manage');
  if (!before && !mayDelete) return null;
  return (
    <Menu position="bottom-end" shadow="md" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('versions.more', { version: version.name })}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {before && (
          <Menu.Item
            component={Link}
            to={differenceAddress(project.id, before.id, version.id)}
            leftSection={<IconGitCompare size={16} />}
          >
            {t('versions.compareWith', { version: before.name })}
          </Menu.Item>
        )}
        {mayDelete && (
          <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => remove(version)}>
            {t('versions.delete')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
