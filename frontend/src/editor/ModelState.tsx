import { useT } from '../i18n/useT';
import { useStable } from './editorContext';
import { modelLamp } from './lamps';
import { StateLamp } from './StateLamp';

export function ModelState() {
  const t = useT();
  return <StateLamp lamp={useStable((state) => modelLamp(state, t))} testId="model-state" />;
}
