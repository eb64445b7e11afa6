/** Submitting the image, and for reviewers accepting or rejecting it. */

import { Badge, Button, Group, Tooltip } from '@mantine/core';
import { IconCheck, IconSend, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { may } from '../api/roles';
import { WORKFLOW_STATES } from '../api/types';
import { STATE_COLORS } from '../components/workflowStates';
import { useT } from '../i18n/useT';
import { NextButton } from '../pages/project/ProjectHeader';
import { useEditor, useEditorState } from './editorContext';
import { withKey } from './keyText';
import { RejectDialog } from './RejectDialog';
import { canSubmit, hasUnsaved } from './useWorkflow';

export function WorkflowButtons() {
  const t = useT();
  const {
    project,
    workflow: { move, moving },
    keyOf,
  } = useEditor();
  const workflow = useEditorState((state) => state.sync.document?.workflow ?? null);
  const isUnsaved = useEditorState(hasUnsaved);
  const [isRejecting, setRejecting] = useState(false);
  /** Whoever has judged this image wants the next one. */
  const [isJudged, setJudged] = useState(false);
  const judge = async (step: 'accept' | 'reject', reason?: string): Promise<boolean> => {
    const isDone = await move(step, reason);
    if (isDone) setJudged(true);
    return isDone;
  };
  if (workflow === null) return null;
  const canReview = may(project.role, 'review') && workflow === 'submitted';
  const isSubmittable = canSubmit(project.role, workflow);
  return (
    <Group gap="xs" wrap="nowrap">
      {(!isSubmittable || workflow === 'rejected') && <WorkflowBadge workflow={workflow} />}
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
            onClick={() => void judge('accept')}
            data-testid="accept"
          >
            {t('editor.accept')}
          </Button>
        </>
      )}
      {isJudged && !canReview && <NextButton project={project} kind="review" size="xs" takesFocus />}
      {isSubmittable && (
        <Tooltip
          label={isUnsaved ? t('editor.submitWaits') : withKey(t('editor.submitHint'), keyOf('submit'), t)}
        >
          <Button
            size="xs"
            leftSection={<IconSend size={14} />}
            loading={moving === 'submit'}
            disabled={isUnsaved}
            onClick={() => void move('submit')}
            data-testid="submit"
          >
            {t('editor.submit')}
          </Button>
        </Tooltip>
      )}
      <RejectDialog
        isOpen={isRejecting}
        reasons={project.reject_reasons}
        isBusy={moving === 'reject'}
        onClose={() => setRejecting(false)}
        onReject={(reason) => judge('reject', reason)}
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
