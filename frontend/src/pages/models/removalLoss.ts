import type { StoredModel } from '../../api/types';
import { byteSize } from '../../components/modelFacts';
import type { T } from '../../i18n/translate';

/** What removing a model takes away and what it leaves, a sentence each. */
export function removalLoss(model: StoredModel, t: T): string[] {
  const size = model.size_bytes;
  const lost = size === null ? t('models.lossFiles') : t('models.lossWeights', { size: byteSize(size, t) });
  if (model.state !== 'ready') return [lost];
  const stays = t('models.lossStays');
  if (model.project_count === 0) return [lost, stays];
  return [lost, stays, t('models.lossProjects', { count: model.project_count })];
}
