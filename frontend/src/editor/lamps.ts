/** Editor state -> what the lamps of the top bar say. Pure. */
import { problemSentence } from '../api/errors';
import { milliseconds } from '../components/modelFacts';
import type { T } from '../i18n/translate';
import { type EditorState, imageModel, type LinkState } from '../store/editorState';
import { isAcknowledged } from '../store/sync';
import type { Lamp } from './StateLamp';

export function modelLamp(state: EditorState, t: T): Lamp {
  const { link } = state;
  const model = imageModel(state)?.name ?? t('editor.theModel');
  if (link.connection !== 'open' || link.features === 'unknown') {
    return { colour: 'gray', text: t('editor.lampModel'), detail: t('editor.lampModelUnknown') };
  }
  if (link.availability === 'unavailable') return noModel(model, link.problem, t);
  if (link.availability === 'loading') {
    const detail = t('editor.lampLoadingDetail', { model });
    return { colour: 'blue', isBusy: true, text: t('editor.lampLoading'), detail };
  }
  if (link.problem !== null && link.isAnswerPending) {
    const detail = problemSentence(link.problem, t);
    return { colour: 'orange', isBusy: true, text: t('editor.lampLate'), detail };
  }
  if (link.features === 'unavailable') {
    return { colour: 'red', text: t('editor.lampUnavailable'), detail: t('editor.lampUnavailableDetail') };
  }
  if (link.features === 'encoding') {
    const detail = t('editor.lampReadingDetail', { model });
    return { colour: 'blue', isBusy: true, text: t('editor.lampReading'), detail };
  }
  if (link.isAnswerPending) {
    const detail = t('editor.lampComputingDetail', { model });
    return { colour: 'blue', isBusy: true, text: t('editor.lampComputing'), detail };
  }
  return { colour: 'green', text: t('editor.lampReady'), detail: readyDetail(model, link.lastAnswerMs, t) };
}

function readyDetail(model: string, lastAnswerMs: number | null, t: T): string {
  const first = t('editor.lampReadyDetail', { model });
  if (lastAnswerMs === null) return first;
  return t('common.sentences', {
    first,
    second: t('editor.lastMask', { time: milliseconds(lastAnswerMs, t) }),
  });
}

/** The reason comes from the server, which knows the workers and says what to do; without it, say it in general. */
function noModel(model: string, reason: LinkState['problem'], t: T): Lamp {
  const detail = reason ? problemSentence(reason, t) : t('editor.lampNoWorkerDetail', { model });
  return { colour: 'red', text: t('editor.lampNoWorker'), detail };
}

export function savingLamp({ link, sync }: EditorState, t: T): Lamp {
  const unsaved = sync.pending.filter((entry) => !isAcknowledged(entry)).length;
  const withKept = (text: string): string =>
    unsaved === 0 ? text : t('editor.kept', { state: text, count: unsaved });
  if (!link.isKeeping && link.connection !== 'open') {
    return {
      colour: 'red',
      text: t('keep.lampNotKept', { count: unsaved }),
      detail: t('keep.lampNotKeptDetail'),
    };
  }
  switch (link.connection) {
    case 'signed-out':
      return {
        colour: 'orange',
        text: withKept(t('editor.lampLoggedOut')),
        detail: t('editor.lampLoggedOutDetail'),
      };
    case 'refused':
      return { colour: 'red', text: t('editor.lampNoAccess'), detail: t('editor.lampNoAccessDetail') };
    case 'offline':
    case 'stopped':
      return {
        colour: 'orange',
        isBusy: true,
        text: withKept(t('editor.lampOffline')),
        detail: t('editor.lampOfflineDetail'),
      };
    case 'connecting':
      return {
        colour: 'gray',
        isBusy: true,
        text: withKept(t('editor.lampConnecting')),
        detail: t('editor.lampConnectingDetail'),
      };
    case 'open':
  }
  if (unsaved > 0) {
    const text = t('editor.lampSaving', { count: unsaved });
    return { colour: 'blue', isBusy: true, text, detail: t('editor.lampSavingDetail') };
  }
  if (sync.document === null) {
    const text = t('editor.lampLoadingDocument');
    return { colour: 'gray', isBusy: true, text, detail: t('editor.lampLoadingDocumentDetail') };
  }
  const revision = `${sync.document.revision}`;
  return {
    colour: 'green',
    text: t('editor.lampSaved', { revision }),
    detail: t('editor.lampSavedDetail', { revision }),
  };
}
