import { ActionIcon, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDots, IconDownload, IconMedal, IconTrash, IconUserCheck } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useMarking } from '../../api/imageMarks';
import { deleteImage } from '../../api/images';
import { queryKeys } from '../../api/queryKeys';
import { may } from '../../api/roles';
import type { Image, Project } from '../../api/types';
import { setGold } from '../../api/work';
import { confirmLoss } from '../../components/confirm';
import { useT } from '../../i18n/useT';
import { AssignDialog } from './AssignDialog';

/** What can be done with an image without opening it. */
export function ImageMenu({ image, project }: { image: Image; project: Project }) {
  const t = useT();
  const [isAssigning, assigning] = useDisclosure();
  const gold = useMarking((isGold: boolean) => setGold(image.id, isGold));
  const remove = useRemoval(image, project);
  const mayManage = may(project.role, 'manage');
  const mayBeGold = may(project.role, 'review') && (image.state === 'accepted' || image.is_gold === true);
  return (
    <>
      <Menu position="bottom-end" shadow="md" withinPortal>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={t('project.more', { image: image.name })}
          >
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {mayManage && (
            <Menu.Item leftSection={<IconUserCheck size={16} />} onClick={assigning.open}>
              {t('work.assignTo')}
            </Menu.Item>
          )}
          {mayBeGold && (
            <Menu.Item
              leftSection={<IconMedal size={16} />}
              onClick={() => gold.mutate(!image.is_gold)}
              title={t('work.goldHint')}
            >
              {image.is_gold ? t('work.clearGold') : t('work.makeGold')}
            </Menu.Item>
          )}
          <Menu.Item component="a" href={image.file} download leftSection={<IconDownload size={16} />}>
            {t('project.download')}
          </Menu.Item>
          {mayManage && (
            <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={remove}>
              {t('project.delete')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <AssignDialog image={image} opened={isAssigning} onClose={assigning.close} />
    </>
  );
}

function useRemoval(image: Image, project: Project): () => void {
  const t = useT();
  const client = useQueryClient();
  return () =>
    confirmLoss({
      title: t('project.deleteTitle'),
      loss: t('project.deleteLoss', {
        image: image.name,
        objects: t('common.objects', { count: image.object_count }),
      }),
      action: t('project.deleteAction'),
      onConfirm: async () => {
        await deleteImage(image.id);
        await client.invalidateQueries({ queryKey: queryKeys.images(project.id) });
        await client.invalidateQueries({ queryKey: queryKeys.project(project.id) });
      },
    });
}
