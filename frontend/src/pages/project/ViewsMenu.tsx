import {
  ActionIcon,
  Badge,
  Button,
  Checkbox,
  Group,
  Menu,
  Modal,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import {
  IconBookmarks,
  IconDeviceFloppy,
  IconStar,
  IconStarFilled,
  IconTable,
  IconTrash,
} from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ImageFilters } from '../../api/images';
import { queryKeys } from '../../api/queryKeys';
import { may } from '../../api/roles';
import { deleteView, saveView, setDefaultView, useSavedViews } from '../../api/savedViews';
import { useMe } from '../../api/session';
import type { Project, SavedView } from '../../api/types';
import { confirmLoss, showError } from '../../components/confirm';
import { ErrorMessage } from '../../components/ErrorMessage';
import type { PlainKey } from '../../i18n/catalogue';
import { useT } from '../../i18n/useT';
import { parseFilters, withoutFilters } from './imageFilterParams';
import { MetadataTableDialog } from './MetadataTableDialog';

interface ViewsMenuProps {
  project: Project;
  filters: ImageFilters;
  onChange: (changes: Partial<ImageFilters>) => void;
}

const GONE_NAMES: Record<string, PlainKey> = {
  label: 'common.label',
  tag: 'marks.tagFilter',
  batch: 'work.batch',
  assignee: 'work.filter',
  annotator: 'lists.annotator',
};

/** Lists under a name: taken up again, kept, thrown away; and which one this list opens with. */
export function ViewsMenu({ project, filters, onChange }: ViewsMenuProps) {
  const t = useT();
  const views = useSavedViews(project.id).data ?? [];
  const [isSaving, saving] = useDisclosure();
  const [isReading, reading] = useDisclosure();
  const open = (view: SavedView): void => {
    if (view.gone.length > 0) {
      const lost = view.gone.map((name) => t(GONE_NAMES[name] ?? 'lists.filters')).join(', ');
      notifications.show({
        color: 'orange',
        message: t('lists.viewGone', { view: view.name, filters: lost }),
      });
    }
    const found = parseFilters(new URLSearchParams(view.query));
    onChange({ ...withoutFilters(filters), ordering: undefined, ...found });
  };
  return (
    <>
      <Menu position="bottom-end" shadow="md" withinPortal>
        <Menu.Target>
          <Button variant="default" leftSection={<IconBookmarks size={16} />} data-testid="views">
            {t('lists.views')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown miw={260}>
          {views.length === 0 && <Menu.Label>{t('lists.noViews')}</Menu.Label>}
          {views.map((view) => (
            <ViewRow key={view.id} view={view} project={project} onOpen={() => open(view)} />
          ))}
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconDeviceFloppy size={16} />}
            onClick={saving.open}
            data-testid="save-view"
          >
            {t('lists.saveView')}
          </Menu.Item>
          {may(project.role, 'upload') && (
            <Menu.Item leftSection={<IconTable size={16} />} onClick={reading.open}>
              {t('lists.table')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Modal opened={isSaving} onClose={saving.close} title={t('lists.saveView')} centered>
        <SaveForm project={project} filters={filters} onClose={saving.close} />
      </Modal>
      <MetadataTableDialog project={project.id} opened={isReading} onClose={reading.close} />
    </>
  );
}

function ViewRow({ view, project, onOpen }: { view: SavedView; project: Project; onOpen: () => void }) {
  const t = useT();
  const client = useQueryClient();
  const me = useMe().data?.id;
  const refresh = () => client.invalidateQueries({ queryKey: queryKeys.savedViews(project.id) });
  const choose = useMutation({
    mutationFn: () => setDefaultView(view.id, !view.is_default),
    onSuccess: refresh,
    onError: showError,
  });
  const mayChange = view.owner.id === me || may(project.role, 'manage');
  const remove = () =>
    confirmLoss({
      title: t('lists.deleteViewTitle'),
      loss: t('lists.deleteViewLoss', { view: view.name }),
      action: t('lists.deleteView', { view: view.name }),
      onConfirm: async () => {
        await deleteView(view.id);
        await refresh();
      },
    });
  return (
    <Group gap={2} wrap="nowrap">
      <Menu.Item onClick={onOpen} data-testid="view">
        <Group gap={6} wrap="nowrap">
          <Text size="sm" truncate>
            {view.name}
          </Text>
          {view.is_shared && (
            <Badge size="xs" variant="light" tt="none">
              {t('lists.shared')}
            </Badge>
          )}
        </Group>
      </Menu.Item>
      <ActionIcon
        variant="subtle"
        color={view.is_default ? 'yellow' : 'gray'}
        aria-pressed={view.is_default}
        aria-label={t(view.is_default ? 'lists.opensWith' : 'lists.openWith', { view: view.name })}
        title={t(view.is_default ? 'lists.opensWith' : 'lists.openWith', { view: view.name })}
        onClick={() => choose.mutate()}
      >
        {view.is_default ? <IconStarFilled size={15} /> : <IconStar size={15} />}
      </ActionIcon>
      {mayChange && (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('lists.deleteView', { view: view.name })}
          onClick={remove}
        >
          <IconTrash size={15} />
        </ActionIcon>
      )}
    </Group>
  );
}

interface SaveFormProps {
  project: Project;
  filters: ImageFilters;
  onClose: () => void;
}

function SaveForm({ project, filters, onClose }: SaveFormProps) {
  const t = useT();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [isShared, setShared] = useState(false);
  const save = useMutation({
    mutationFn: () => saveView(project.id, name.trim(), filters, isShared),
    onSuccess: async (view) => {
      await client.invalidateQueries({ queryKey: queryKeys.savedViews(project.id) });
      notifications.show({ message: t('lists.viewSaved', { view: view.name }) });
      onClose();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Stack>
        <ErrorMessage error={save.error} />
        <TextInput
          label={t('lists.viewName')}
          required
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        {may(project.role, 'manage') && (
          <Checkbox
            label={t('lists.share')}
            checked={isShared}
            onChange={(event) => setShared(event.currentTarget.checked)}
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>
            {t('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
