/** Whether a model of the menu is the one that answers this image, or has only taken over its name. */
import type { StoredModel } from '../api/types';
import type { ModelName } from '../protocol/messages';

type Named = Pick<StoredModel, 'name' | 'digest'>;

/** `current`: the model of the image, its digest empty while nothing is pinned. */
export function isChosen(model: Named, current: ModelName): boolean {
  return model.name === current.name && !isReplaced(model, current);
}

/** The image was begun with other weights of that name: giving it this model is a change. */
export function isReplaced(model: Named, current: ModelName): boolean {
  return model.name === current.name && current.digest !== '' && model.digest !== current.digest;
}
