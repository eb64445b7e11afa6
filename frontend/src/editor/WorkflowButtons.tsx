/** Submitting the image, and for reviewers accepting or rejecting it. */

import { Badge, Button, Group, Tooltip } from '@mantine/core';
import { IconCheck, IconSend, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { may } from '../api/roles';
import { WORKFLOW_STATES } from '../api/types';
import { STATE_COLORS } from '../components/workflowStates';
import { useT } from '../i18n/useT';
import { NextButton } from '../pages/project/NextButton';
import { useEditor, useEditorState } from './editorContext';
import { withKey } from './keyText';
import { RejectDialog } from './RejectDialog';
import { canSubmit, hasUnsaved } from './useWorkflow';

export function WorkflowButtons() {
  const {
    project,
    workflow: { moved },
  } = useEditor();
  const workflow = useEditorState((state) => state.sync.document?.workflow ?? null);
  if (workflow === null) return null;
  const canReview = may(project.role, 'review') && workflow === 'submitted';
  const isSubmittable = canSubmit(project.role, workflow);
  /** Whoever has judged this image or handed it in wants the next one. */
  const isJudged = moved === 'accept' || moved === 'reject';
  const isDone = !isSubmittable && !isJudged && (moved === 'submit' || !canReview);
  return (
    <Group gap="xs" wrap="nowrap" flex="none">
      {(!isSubmittable || workflow === 'rejected') && <WorkflowBadge workflow={workflow} />}
      {canReview && <JudgeButtons />}
      {isJudged && !canReview && <NextButton project={project} kind="review" size="xs" takesFocus />}
      {isDone && (
        <NextButton key={moved} project={project} kind="annotate" size="xs" takesFocus={moved === 'submit'} />
      )}
      {isSubmittable && <SubmitButton isMain={!isJudged} />}
    </Group>
  );
}

function JudgeButtons() {
  const t = useT();
  const {
    project,
    workflow: { move, moving },
  } = useEditor();
  const [isRejecting, setRejecting] = useState(false);
  return (
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
      <RejectDialog
        isOpen={isRejecting}
        reasons={project.reject_reasons}
        isBusy={moving === 'reject'}
        onClose={() => setRejecting(false)}
        onReject={(reason) => move('reject', reason)}
      />
    </>
  );
}

/** `isMain`: nothing beside it is what one wants rather. */
function SubmitButton({ isMain }: { isMain: boolean }) {
  const t = useT();
  const {
    workflow: { move, moving },
    keyOf,
  } = useEditor();
  const isUnsaved = useEditorState(hasUnsaved);
  return (
    <Tooltip
      label={isUnsaved ? t('editor.submitWaits') : withKey(t('editor.submitHint'), keyOf('submit'), t)}
    >
      <Button
        size="xs"
        variant={isMain ? 'filled' : 'default'}
        leftSection={<IconSend size={14} />}
        loading={moving === 'submit'}
        disabled={isUnsaved}
        onClick={() => void move('submit')}
        data-testid="submit"
      >
        {t('editor.submit')}
      </Button>
    </Tooltip>
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
