import { isPending } from '../../api/models';
import type { ModelState, StoredModel } from '../../api/types';
import { percent } from '../../i18n/percent';
import type { T } from '../../i18n/translate';

/** How each state of a model's installation is coloured, everywhere; its name is `modelStates.<state>` in the catalogues. */
export const MODEL_STATE_COLORS: Record<ModelState, string> = {
  queued: 'gray',
  fetching: 'blue',
  verifying: 'blue',
  converting: 'blue',
  ready: 'teal',
  failed: 'red',
  cancelled: 'gray',
};

/** What can be done with the model, besides looking at it. Nothing for people who do not run the installation. */
export interface ModelActions {
  cancel: boolean;
  retry: boolean;
  /** null: it can be neither switched on nor off now. */
  toggle: 'enable' | 'disable' | null;
  remove: boolean;
  edit: boolean;
}

export function actionsFor(model: StoredModel, isOperator: boolean): ModelActions {
  const isReady = model.state === 'ready';
  return {
    cancel: isOperator && isPending(model),
    retry: isOperator && (model.state === 'failed' || model.state === 'cancelled'),
    toggle: isOperator && isReady ? (model.is_enabled ? 'disable' : 'enable') : null,
    remove: isOperator && !model.is_builtin && !isPending(model),
    edit: isOperator && isReady,
  };
}

/** The state in a few words: "Converting · 45 %". */
export function stateText(model: Pick<StoredModel, 'state' | 'progress' | 'is_enabled'>, t: T): string {
  if (model.state === 'ready' && !model.is_enabled) return t('models.disabled');
  const name = t(`modelStates.${model.state}`);
  const isRunning = isPending(model) && model.state !== 'queued';
  return isRunning ? `${name} · ${percent(100 * model.progress, t)}` : name;
}

/** What the installer reports, as the beginning of a sentence; an address stays as it is. */
export function detailText({ detail }: Pick<StoredModel, 'detail'>): string {
  return /^\w+:\/\//.test(detail) ? detail : detail.charAt(0).toUpperCase() + detail.slice(1);
}

export function stateColor(model: Pick<StoredModel, 'state' | 'is_enabled'>): string {
  return model.state === 'ready' && !model.is_enabled ? 'gray' : MODEL_STATE_COLORS[model.state];
}
