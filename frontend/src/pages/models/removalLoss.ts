import type { StoredModel } from '../../api/types';
import { counted } from '../../components/counted';
import { byteSize } from '../../components/modelFacts';

/** What removing a model takes away and what it leaves, a sentence each. */
export function removalLoss(model: StoredModel): string[] {
  const weights = model.size_bytes === null ? 'Its files' : `Its weights (${byteSize(model.size_bytes)})`;
  const lost = `${weights}, its card and its figures are deleted from this installation.`;
  if (model.state !== 'ready') return [lost];
  const stays =
    'Masks that it made stay, and go on saying which model made them. Images that were begun with it must be accepted or given another model first.';
  if (model.project_count === 0) return [lost, stays];
  const [use, where] = model.project_count === 1 ? ['uses it', 'that project'] : ['use it', 'those projects'];
  return [
    lost,
    stays,
    `${counted(model.project_count, 'project')} ${use} for new images. Choose another model in the settings of ${where} first; until then removing it is refused.`,
  ];
}
