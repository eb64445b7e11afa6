import { isUsable } from '../../api/models';
import type { StoredModel } from '../../api/types';
import type { T } from '../../i18n/translate';

export interface ModelChoice {
  value: string;
  label: string;
  disabled: boolean;
}

/** The usable models; the one that the project has now stays in sight even when it is no longer usable. */
export function modelChoices(models: readonly StoredModel[], current: string, t: T): ModelChoice[] {
  const choices = models
    .filter((model) => isUsable(model) || model.name === current)
    .map((model) => ({
      value: model.name,
      label: isUsable(model) ? title(model) : t('settings.notUsable', { model: title(model) }),
      disabled: !isUsable(model),
    }));
  if (choices.some(({ value }) => value === current)) return choices;
  return [
    { value: current, label: t('settings.notInstalledChoice', { model: current }), disabled: true },
    ...choices,
  ];
}

/** What would keep clicks from getting masks if the project used this model; null when nothing does. */
export function servingWarning(name: string, model: StoredModel | undefined, t: T): string | null {
  if (!model) return t('settings.notInstalled', { model: name });
  const words = { model: title(model) };
  if (model.state !== 'ready') return t('settings.notComplete', words);
  if (!model.is_enabled) return t('settings.disabled', words);
  return model.served_by.length > 0 ? null : t('settings.notServed', words);
}

function title(model: StoredModel): string {
  return model.title || model.name;
}
