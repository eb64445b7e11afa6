import { Stack, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconPhotoPlus } from '@tabler/icons-react';
import { useT } from '../i18n/useT';
import { uploaderOf } from './uploaders';

/** Files that systems leave in folders and nobody means to upload. */
const LITTER = /^(\.|Thumbs\.db$|desktop\.ini$)/i;

/** The whole page takes files and folders; refusals come from the server, one by one with a reason. */
export function DropAnywhere({ project }: { project: number }) {
  const t = useT();
  const take = (files: File[]) => uploaderOf(project).add(files.filter((file) => !LITTER.test(file.name)));
  return (
    <Dropzone.FullScreen active onDrop={take} zIndex={300} styles={{ inner: { height: '100%' } }}>
      <Stack align="center" justify="center" h="100%" gap="xs" style={{ pointerEvents: 'none' }}>
        <IconPhotoPlus size={64} stroke={1.2} color="var(--mantine-primary-color-filled)" />
        <Text size="xl" fw={600}>
          {t('uploads.drop')}
        </Text>
        <Text c="dimmed">{t('uploads.dropHint')}</Text>
      </Stack>
    </Dropzone.FullScreen>
  );
}
