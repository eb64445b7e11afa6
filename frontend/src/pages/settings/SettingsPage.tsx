import { Stack, Tabs } from '@mantine/core';
import { IconAdjustments, IconAlertTriangle, IconTags, IconUsers, IconWebhook } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import { may } from '../../api/roles';
import { NotFoundPage } from '../../app/MessagePage';
import { UnsavedGuard } from '../../components/UnsavedGuard';
import { useT } from '../../i18n/useT';
import { Webhooks } from '../../webhooks/Webhooks';
import { useCurrentProject } from '../project/ProjectLayout';
import { ProjectPath } from '../project/ProjectPath';
import { DangerZone } from './DangerZone';
import { GeneralSettings } from './GeneralSettings';
import { LabelSettings } from './LabelSettings';
import { Members } from './Members';
import { ModelSettings } from './ModelSettings';
import { RejectReasons } from './RejectReasons';
import { WorkSettings } from './WorkSettings';

const TABS = ['general', 'labels', 'members', 'webhooks', 'danger'] as const;

export default function SettingsPage() {
  const t = useT();
  const project = useCurrentProject();
  const [params, setParams] = useSearchParams();
  const tab = TABS.find((known) => known === params.get('tab')) ?? 'general';
  if (!may(project.role, 'manage')) return <NotFoundPage />;
  return (
    <Stack maw={960} mx="auto" gap="lg">
      <title>{`${t('settings.title')} · ${project.name} · Stipple`}</title>
      <ProjectPath project={project} page={t('settings.title')} />
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(value) => value && setParams({ tab: value }, { replace: true })}
      >
        <Tabs.List mb="lg">
          <Tabs.Tab value="general" leftSection={<IconAdjustments size={16} />}>
            {t('settings.general')}
          </Tabs.Tab>
          <Tabs.Tab value="labels" leftSection={<IconTags size={16} />}>
            {t('settings.labels')}
          </Tabs.Tab>
          <Tabs.Tab value="members" leftSection={<IconUsers size={16} />}>
            {t('settings.members')}
          </Tabs.Tab>
          <Tabs.Tab value="webhooks" leftSection={<IconWebhook size={16} />}>
            {t('webhooks.title')}
          </Tabs.Tab>
          <Tabs.Tab value="danger" color="red" leftSection={<IconAlertTriangle size={16} />}>
            {t('settings.danger')}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="general" keepMounted>
          <UnsavedGuard>
            <Stack gap="lg">
              <GeneralSettings project={project} />
              <ModelSettings project={project} />
              <WorkSettings project={project} />
              <RejectReasons project={project} />
            </Stack>
          </UnsavedGuard>
        </Tabs.Panel>
        <Tabs.Panel value="labels">
          <LabelSettings project={project} />
        </Tabs.Panel>
        <Tabs.Panel value="members">
          <Members project={project} />
        </Tabs.Panel>
        <Tabs.Panel value="webhooks">
          <Webhooks owner={{ project: project.id }} />
        </Tabs.Panel>
        <Tabs.Panel value="danger">
          <DangerZone project={project} />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}
