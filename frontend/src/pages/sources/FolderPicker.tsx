import { Alert, Code, Group, NavLink, Paper, ScrollArea, Select, Stack, Text } from '@mantine/core';
import { IconArrowUp, IconFolder } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useSourceFolders } from '../../api/sources';
import { ErrorMessage } from '../../components/ErrorMessage';
import { useT } from '../../i18n/useT';
import { folderAbove, folderInside } from './sourceDraft';

interface FolderPickerProps {
  project: number;
  root: string;
  path: string;
  onChange: (place: { root: string; path: string }) => void;
}

/** Walks through the folders of the server that an operator allows. */
export function FolderPicker({ project, root, path, onChange }: FolderPickerProps) {
  const t = useT();
  const inside = useSourceFolders(project, root, path);
  const roots = inside.data?.roots;
  useEffect(() => {
    const first = roots?.[0];
    if (root === '' && first !== undefined) onChange({ root: first, path: '' });
  }, [roots, root, onChange]);
  if (inside.isSuccess && roots?.length === 0)
    return <Alert color="yellow">{t('imageSources.noRoots')}</Alert>;
  return (
    <Stack gap="sm">
      <Select
        label={t('imageSources.root')}
        data={roots ?? []}
        value={root || null}
        onChange={(value) => value && onChange({ root: value, path: '' })}
        allowDeselect={false}
      />
      <div>
        <Group gap="xs" mb={4}>
          <Text size="sm" fw={500}>
            {t('imageSources.folder')}
          </Text>
          <Code style={{ overflowWrap: 'anywhere' }}>{path ? `${root}/${path}` : root}</Code>
        </Group>
        <ErrorMessage error={inside.error} onRetry={() => void inside.refetch()} />
        <Paper withBorder>
          <ScrollArea.Autosize mah={220} type="auto">
            {path !== '' && (
              <NavLink
                component="button"
                type="button"
                label={t('imageSources.up')}
                leftSection={<IconArrowUp size={16} />}
                onClick={() => onChange({ root, path: folderAbove(path) })}
              />
            )}
            {inside.data?.folders.map((name) => (
              <NavLink
                key={name}
                component="button"
                type="button"
                label={name}
                leftSection={<IconFolder size={16} />}
                onClick={() => onChange({ root, path: folderInside(path, name) })}
              />
            ))}
            {inside.data?.folders.length === 0 && (
              <Text size="sm" c="dimmed" p="sm">
                {t('imageSources.noFolders')}
              </Text>
            )}
          </ScrollArea.Autosize>
        </Paper>
        <Text size="xs" c="dimmed" mt={4}>
          {t(inside.data?.has_more ? 'imageSources.moreFolders' : 'imageSources.withInside')}
        </Text>
      </div>
    </Stack>
  );
}
