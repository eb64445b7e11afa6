/** Moving the image on: submitting it, accepting or rejecting it. One for the buttons and for the key. */
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { queryKeys } from '../api/queryKeys';
import { may } from '../api/roles';
import type { ImageWithNeighbours, Label, Role } from '../api/types';
import { showError } from '../components/confirm';
import { currentT } from '../i18n/language';
import type { EditorSession } from '../store/editorSession';
import type { EditorState } from '../store/editorState';
import { isAcknowledged } from '../store/sync';
import { selectTogether, setPanel } from '../store/viewReducers';
import { visibleDocument } from '../store/visibleDocument';
import { moveWorkflow, type WorkflowStep } from './annotationApi';
import { missingAttributes } from './attributeValues';
import { isEmpty } from './objectFacts';

const SUBMITTABLE: readonly string[] = ['new', 'prelabelled', 'in_progress', 'rejected'];

export interface Workflow {
  /** Returns whether it was done; a refusal is told. */
  move(step: WorkflowStep, reason?: string): Promise<boolean>;
  /** What is on its way. */
  readonly moving: WorkflowStep | null;
  /** What was done last, since the image was opened here. */
  readonly moved: WorkflowStep | null;
}

/** `workflow`: state of the image, null until it is known. */
export function canSubmit(role: Role, workflow: string | null): boolean {
  return workflow !== null && may(role, 'annotate') && SUBMITTABLE.includes(workflow);
}

/** The server has not acknowledged everything that was done here. */
export function hasUnsaved({ sync }: EditorState): boolean {
  return sync.pending.some((entry) => !isAcknowledged(entry));
}

export function useWorkflow(
  session: EditorSession,
  image: ImageWithNeighbours,
  labels: readonly Label[],
): Workflow {
  const client = useQueryClient();
  const [moving, setMoving] = useState<WorkflowStep | null>(null);
  const [moved, setMoved] = useState<WorkflowStep | null>(null);
  const { id, name, project } = image;
  const move = useCallback(
    async (step: WorkflowStep, reason?: string): Promise<boolean> => {
      if (step === 'submit' && showLacking(session, labels)) return false;
      setMoving(step);
      try {
        const { state } = await moveWorkflow(id, step, reason);
        session.setWorkflow(state);
        setMoved(step);
        const t = currentT();
        notifications.show({
          color: 'teal',
          message: t('editor.moved', { image: name, state: t(`workflow.${state}`) }),
        });
        if (step === 'submit') tellEmpty(session);
        void client.invalidateQueries({ queryKey: queryKeys.images(project) });
        return true;
      } catch (error) {
        showError(error);
        return false;
      } finally {
        setMoving(null);
      }
    },
    [client, session, labels, id, name, project],
  );
  return useMemo(() => ({ move, moving, moved }), [move, moving, moved]);
}

/** Select the objects that lack what their label requires, and say so; false where none does. */
function showLacking({ store }: EditorSession, labels: readonly Label[]): boolean {
  const lacking = [...visibleDocument(store.get().sync).objects.values()].filter((object) => {
    const schema = labels.find(({ id }) => id === object.label)?.attributes_schema ?? [];
    return missingAttributes(schema, object.attributes).length > 0;
  });
  const [first] = lacking;
  if (first === undefined) return false;
  store.update((state) => selectTogether(setPanel(state, 'objects'), [first.id]));
  notifications.show({
    color: 'orange',
    message: currentT()('attributes.lacking', { count: lacking.length }),
  });
  return true;
}

/** Objects without a pixel do not keep an image from being submitted; whoever submits it is told what becomes of them. */
function tellEmpty({ store }: EditorSession): void {
  const state = store.get();
  const objects = [...visibleDocument(state.sync).objects.values()];
  const count = objects.filter((object) => isEmpty(object, state)).length;
  if (count > 0)
    notifications.show({
      color: 'orange',
      message: currentT()('many.emptyLeftOut', { count }),
      autoClose: 8_000,
    });
}
