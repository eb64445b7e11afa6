/** How the project wants its images annotated, without leaving the page. */
import { Anchor, Modal, Text } from '@mantine/core';
import { Link } from 'react-router';
import { may } from '../api/roles';
import type { Project } from '../api/types';
import { useT } from '../i18n/useT';
import { Markdown } from './Markdown';

interface GuidelinesDialogProps {
  project: Project;
  isOpen: boolean;
  onClose: () => void;
}

export function GuidelinesDialog({ project, isOpen, onClose }: GuidelinesDialogProps) {
  const t = useT();
  return (
    <Modal opened={isOpen} onClose={onClose} title={t('guidelines.title')} size={720} centered>
      <div data-testid="guidelines">
        {project.guidelines !== '' ? (
          <Markdown text={project.guidelines} />
        ) : (
          <Text size="sm" c="dimmed">
            {t('guidelines.none')}{' '}
            {may(project.role, 'manage') && (
              <Anchor component={Link} to={`/projects/${project.id}/settings`} underline="always">
                {t('guidelines.write')}
              </Anchor>
            )}
          </Text>
        )}
      </div>
    </Modal>
  );
}
