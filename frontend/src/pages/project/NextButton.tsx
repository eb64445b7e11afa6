import { Button, type MantineSize } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconChecks, IconPlayerPlayFilled } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { leaseNextImage } from '../../api/images';
import { may } from '../../api/roles';
import type { Project } from '../../api/types';
import { showError } from '../../components/confirm';
import { useT } from '../../i18n/useT';

interface NextButtonProps {
  project: Project;
  kind: 'annotate' | 'review';
  size?: MantineSize;
  /** It stands where something else had the focus that is gone now. */
  takesFocus?: boolean;
}

/** Lease the next image that waits for this kind of work, so that two people never get the same one. */
export function NextButton({ project, kind, size = 'sm', takesFocus = false }: NextButtonProps) {
  const t = useT();
  const navigate = useNavigate();
  const isReview = kind === 'review';
  const next = useMutation({
    mutationFn: () => leaseNextImage(project.id, kind),
    onSuccess: (image) => {
      if (image) void navigate(`/images/${image.id}${isReview ? '?state=submitted' : ''}`);
      else {
        const message = isReview ? t('project.noneToReview') : t('project.noneToAnnotate');
        notifications.show({ title: t('project.nothingLeft'), message });
      }
    },
    onError: showError,
  });
  if (!may(project.role, kind)) return null;
  return (
    <Button
      size={size}
      variant={isReview ? 'light' : 'filled'}
      leftSection={isReview ? <IconChecks size={16} /> : <IconPlayerPlayFilled size={14} />}
      loading={next.isPending}
      autoFocus={takesFocus}
      onClick={() => next.mutate()}
    >
      {isReview ? t('project.reviewNext') : t('project.annotateNext')}
    </Button>
  );
}
