/** How masks are drawn: how opaque, and coloured by what. */
import { SegmentedControl, Slider, Text } from '@mantine/core';
import type { ColouringMode } from '../store/editorState';
import { setColouring, setOpacity } from '../store/viewReducers';
import classes from './DisplaySettings.module.css';
import { useEditor, useEditorState } from './editorContext';
import panel from './SidePanel.module.css';

const COLOURINGS: { value: ColouringMode; label: string }[] = [
  { value: 'object', label: 'Object' },
  { value: 'label', label: 'Label' },
];

export function DisplaySettings() {
  const { store } = useEditor().session;
  const opacity = useEditorState((state) => state.view.opacity);
  const colouring = useEditorState((state) => state.view.colouring);
  return (
    <section className={panel.section} aria-label="Display">
      <div className={classes.row}>
        <Text size="xs" c="dimmed" id="opacity-label">
          Opacity
        </Text>
        <Slider
          size="sm"
          flex={1}
          min={0}
          max={100}
          step={5}
          label={(value) => `${value} %`}
          value={Math.round(opacity * 100)}
          onChange={(value) => store.update((state) => setOpacity(state, value / 100))}
          thumbProps={{ 'aria-labelledby': 'opacity-label' }}
          data-testid="opacity"
        />
      </div>
      <div className={classes.row}>
        <Text size="xs" c="dimmed">
          Colour by
        </Text>
        <SegmentedControl
          size="xs"
          flex={1}
          aria-label="Colour masks by"
          value={colouring}
          onChange={(value) => store.update((state) => setColouring(state, value as ColouringMode))}
          data={COLOURINGS}
        />
      </div>
    </section>
  );
}
