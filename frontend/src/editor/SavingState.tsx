import { useMemo } from 'react';
import { useEditorState } from './editorContext';
import { savingLamp } from './lamps';
import { StateLamp } from './StateLamp';

export function SavingState() {
  const state = useEditorState((value) => value);
  const lamp = useMemo(() => savingLamp(state), [state]);
  return <StateLamp lamp={lamp} testId="saving-state" />;
}
