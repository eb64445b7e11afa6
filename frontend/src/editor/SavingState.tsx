import { useT } from '../i18n/useT';
import { useStable } from './editorContext';
import { savingLamp } from './lamps';
import { StateLamp } from './StateLamp';

export function SavingState() {
  const t = useT();
  return <StateLamp lamp={useStable((state) => savingLamp(state, t))} testId="saving-state" />;
}
