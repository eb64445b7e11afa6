/** How the project wants its images annotated, without leaving the image. */
import { Anchor, Modal, Text } from '@mantine/core';
import { Link } from 'react-router';
import { may } from '../api/roles';
import { Markdown } from '../components/Markdown';
import { useT } from '../i18n/useT';
import { useEditor } from './editorContext';

export function GuidelinesDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useT();
  const { project } = useEditor();
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
