import { useStable } from './editorContext';
import { savingLamp } from './lamps';
import { StateLamp } from './StateLamp';

export function SavingState() {
  return <StateLamp lamp={useStable(savingLamp)} testId="saving-state" />;
}
