import { useStable } from './editorContext';
import { modelLamp } from './lamps';
import { StateLamp } from './StateLamp';

export function ModelState() {
  return <StateLamp lamp={useStable(modelLamp)} testId="model-state" />;
}
