/** Editor state -> what the lamps of the top bar say. Pure. */
import { type EditorState, imageModel } from '../store/editorState';
import { isAcknowledged } from '../store/sync';
import type { Lamp } from './StateLamp';

export function modelLamp(state: EditorState): Lamp {
  const { link } = state;
  const name = imageModel(state)?.name ?? 'The model';
  if (link.connection !== 'open' || link.features === 'unknown') {
    return {
      colour: 'gray',
      text: 'Model',
      detail: 'The state of the model is not known while there is no connection.',
    };
  }
  if (link.availability === 'unavailable') return noModel(name, link.problem?.detail);
  if (link.availability === 'loading') {
    const detail = `A worker loads ${name}, which takes a moment for a large model. Go on: clicks are saved and get their masks right after.`;
    return { colour: 'blue', isBusy: true, text: 'Loading model', detail };
  }
  if (link.problem !== null && link.isAnswerPending) {
    return { colour: 'orange', isBusy: true, text: 'Mask is late', detail: link.problem.detail };
  }
  if (link.features === 'unavailable') {
    const detail =
      'No worker answers clicks at the moment. Clicks are saved, and get their masks when one is back.';
    return { colour: 'red', text: 'Model unavailable', detail };
  }
  if (link.features === 'encoding') {
    return {
      colour: 'blue',
      isBusy: true,
      text: 'Model reads image',
      detail: `${name} reads the image; clicks wait a moment.`,
    };
  }
  if (link.isAnswerPending) {
    return {
      colour: 'blue',
      isBusy: true,
      text: 'Computing mask',
      detail: `${name} works on the last click.`,
    };
  }
  const time = link.lastAnswerMs === null ? '' : ` The last mask took ${Math.round(link.lastAnswerMs)} ms.`;
  return {
    colour: 'green',
    text: 'Model ready',
    detail: `${name} has read this image and answers at once.${time}`,
  };
}

/** `reason` comes from the server, which knows the workers and says what to do; without it, say it in general. */
function noModel(name: string, reason: string | undefined): Lamp {
  const detail = `No running worker has ${name}. Clicks are saved, and get their masks when one has it. Choose another model for this image, or ask whoever runs Stipple to start a worker with this one.`;
  return { colour: 'red', text: 'No worker serves this model', detail: reason ?? detail };
}

export function savingLamp({ link, sync }: EditorState): Lamp {
  const unsaved = sync.pending.filter((entry) => !isAcknowledged(entry)).length;
  const kept = unsaved === 0 ? '' : ` – ${unsaved} ${unsaved === 1 ? 'change' : 'changes'} kept`;
  switch (link.connection) {
    case 'signed-out':
      return {
        colour: 'orange',
        text: `Logged out${kept}`,
        detail: 'Log in again; what is kept is sent then.',
      };
    case 'refused':
      return { colour: 'red', text: 'No access', detail: 'You can no longer open this image.' };
    case 'offline':
    case 'stopped':
      return {
        colour: 'orange',
        isBusy: true,
        text: `Offline${kept}`,
        detail:
          'The server cannot be reached. You can go on; what you do is kept in this browser and sent later.',
      };
    case 'connecting':
      return { colour: 'gray', isBusy: true, text: `Connecting${kept}`, detail: 'Connecting to the server.' };
    case 'open':
  }
  if (unsaved > 0)
    return {
      colour: 'blue',
      isBusy: true,
      text: `Saving ${unsaved}…`,
      detail: 'On the way to the database.',
    };
  if (sync.document === null)
    return { colour: 'gray', isBusy: true, text: 'Loading', detail: 'The annotation is on its way.' };
  const { revision } = sync.document;
  return {
    colour: 'green',
    text: `Saved · rev ${revision}`,
    detail: `Revision ${revision}. Everything is in the database.`,
  };
}
