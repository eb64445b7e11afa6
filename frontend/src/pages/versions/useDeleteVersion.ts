import { useQueryClient } from '@tanstack/react-query';
import type { Version } from '../../api/types';
import { deleteVersion, refreshVersions } from '../../api/versions';
import { confirmLoss } from '../../components/confirm';
import { useT } from '../../i18n/useT';

/** Asks, and deletes; `onDone` hears of it. */
export function useDeleteVersion(project: number, onDone?: () => void): (version: Version) => void {
  const t = useT();
  const client = useQueryClient();
  return (version) =>
    confirmLoss({
      title: t('versions.deleteTitle'),
      loss: t('versions.deleteLoss', {
        version: version.name,
        images: t('common.images', { count: version.image_count }),
      }),
      action: t('versions.deleteAction'),
      onConfirm: async () => {
        await deleteVersion(version.id);
        await refreshVersions(client, project);
        onDone?.();
      },
    });
}
