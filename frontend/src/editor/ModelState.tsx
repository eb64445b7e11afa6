import { useMemo } from 'react';
import { useEditorState } from './editorContext';
import { modelLamp } from './lamps';
import { StateLamp } from './StateLamp';

export function ModelState() {
  const state = useEditorState((value) => value);
  const lamp = useMemo(() => modelLamp(state), [state]);
  return <StateLamp lamp={lamp} testId="model-state" />;
}
