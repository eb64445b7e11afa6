/** Submitting the image, and for reviewers accepting or rejecting it. */

import { Badge, Button, Group, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCheck, IconSend, IconX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { queryKeys } from '../api/queryKeys';
import { may } from '../api/roles';
import { WORKFLOW_STATES } from '../api/types';
import { showError } from '../components/confirm';
import { STATE_COLORS } from '../components/workflowStates';
import { useT } from '../i18n/useT';
import { isAcknowledged } from '../store/sync';
import { moveWorkflow, type WorkflowStep } from './annotationApi';
import { useEditor, useEditorState } from './editorContext';
import { RejectDialog } from './RejectDialog';

const SUBMITTABLE: readonly string[] = ['new', 'prelabelled', 'in_progress', 'rejected'];

export function WorkflowButtons() {
  const t = useT();
  const { project } = useEditor();
  const workflow = useEditorState((state) => state.sync.document?.workflow ?? null);
  const hasUnsaved = useEditorState((state) => state.sync.pending.some((entry) => !isAcknowledged(entry)));
  const [isRejecting, setRejecting] = useState(false);
  const { move, moving } = useWorkflow();
  if (workflow === null) return null;
  const canReview = may(project.role, 'review') && workflow === 'submitted';
  const canSubmit = may(project.role, 'annotate') && SUBMITTABLE.includes(workflow);
  return (
    <Group gap="xs" wrap="nowrap">
      {(!canSubmit || workflow === 'rejected') && <WorkflowBadge workflow={workflow} />}
      {canReview && (
        <>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconX size={14} />}
            onClick={() => setRejecting(true)}
          >
            {t('editor.reject')}
          </Button>
          <Button
            size="xs"
            leftSection={<IconCheck size={14} />}
            loading={moving === 'accept'}
            onClick={() => void move('accept')}
            data-testid="accept"
          >
            {t('editor.accept')}
          </Button>
        </>
      )}
      {canSubmit && (
        <Tooltip label={hasUnsaved ? t('editor.submitWaits') : t('editor.submitHint')}>
          <Button
            size="xs"
            leftSection={<IconSend size={14} />}
            loading={moving === 'submit'}
            disabled={hasUnsaved}
            onClick={() => void move('submit')}
            data-testid="submit"
          >
            {t('editor.submit')}
          </Button>
        </Tooltip>
      )}
      <RejectDialog
        isOpen={isRejecting}
        isBusy={moving === 'reject'}
        onClose={() => setRejecting(false)}
        onReject={(reason) => move('reject', reason)}
      />
    </Group>
  );
}

function WorkflowBadge({ workflow }: { workflow: string }) {
  const t = useT();
  const state = WORKFLOW_STATES.find((known) => known === workflow);
  return (
    <Badge
      variant="light"
      color={state ? STATE_COLORS[state] : 'gray'}
      tt="none"
      style={{ flexShrink: 0 }}
      data-testid="workflow-state"
    >
      {state ? t(`workflow.${state}`) : workflow}
    </Badge>
  );
}

function useWorkflow() {
  const t = useT();
  const { image, session } = useEditor();
  const client = useQueryClient();
  const [moving, setMoving] = useState<WorkflowStep | null>(null);
  /** Returns whether it was done; a refusal is told. */
  const move = async (step: WorkflowStep, reason?: string): Promise<boolean> => {
    setMoving(step);
    try {
      const { state } = await moveWorkflow(image.id, step, reason);
      session.setWorkflow(state);
      notifications.show({
        color: 'teal',
        message: t('editor.moved', { image: image.name, state: t(`workflow.${state}`) }),
      });
      void client.invalidateQueries({ queryKey: queryKeys.images(image.project) });
      return true;
    } catch (error) {
      showError(error);
      return false;
    } finally {
      setMoving(null);
    }
  };
  return { move, moving };
}
