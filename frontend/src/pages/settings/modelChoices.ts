import { isUsable } from '../../api/models';
import type { StoredModel } from '../../api/types';

export interface ModelChoice {
  value: string;
  label: string;
  disabled: boolean;
}

/** The usable models; the one that the project has now stays in sight even when it is no longer usable. */
export function modelChoices(models: readonly StoredModel[], current: string): ModelChoice[] {
  const choices = models
    .filter((model) => isUsable(model) || model.name === current)
    .map((model) => ({
      value: model.name,
      label: isUsable(model) ? title(model) : `${title(model)} (not usable now)`,
      disabled: !isUsable(model),
    }));
  if (choices.some(({ value }) => value === current)) return choices;
  return [{ value: current, label: `${current} (not installed)`, disabled: true }, ...choices];
}

/** What would keep clicks from getting masks if the project used this model; null when nothing does. */
export function servingWarning(name: string, model: StoredModel | undefined): string | null {
  if (!model) return `“${name}” is not installed here. Choose another model, or ask an admin to add it.`;
  if (model.state !== 'ready')
    return `${title(model)} is not installed completely. Choose another model, or wait until it is ready.`;
  if (!model.is_enabled)
    return `${title(model)} is disabled. Choose another model, or ask an admin to enable it.`;
  if (model.served_by.length > 0) return null;
  return `No running worker serves ${title(model)}. Clicks will be saved and get their masks when one does; ask whoever runs Stipple to start a worker with it.`;
}

function title(model: StoredModel): string {
  return model.title || model.name;
}
