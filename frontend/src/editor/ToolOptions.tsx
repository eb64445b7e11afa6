/** The slim bar over the canvas with what can be set of the tool in hand; tools without options have none. */
import { Paper, SegmentedControl, Slider, Text } from '@mantine/core';
import { useT } from '../i18n/useT';
import { MAX_BRUSH, MIN_BRUSH } from '../masks/brushTip';
import { isReadOnly } from '../store/editorState';
import { setBrushSize, setSubtracting } from '../store/viewReducers';
import { useEditor, useEditorState } from './editorContext';
import { KeyOf } from './KeyOf';
import classes from './ToolOptions.module.css';
import { canSubtract, hasSize } from './toolFacts';

export function ToolOptions() {
  const t = useT();
  const tool = useEditorState((state) => state.view.tool);
  const cannotWrite = useEditorState(isReadOnly);
  if (cannotWrite || !(hasSize(tool) || canSubtract(tool))) return null;
  return (
    <Paper
      className={classes.bar}
      shadow="sm"
      withBorder
      role="group"
      aria-label={t('tools.options')}
      data-testid="tool-options"
    >
      {hasSize(tool) && <BrushSize />}
      {canSubtract(tool) && <AddOrSubtract isOfModel={tool === 'scribble'} />}
    </Paper>
  );
}

/** The slider is quadratic: small sizes, where a pixel matters, have most of its length. */
function BrushSize() {
  const t = useT();
  const { store } = useEditor().session;
  const size = useEditorState((state) => state.view.brushSize);
  return (
    <>
      <Text size="xs" c="dimmed" id="brush-size-label">
        {t('tools.size')}
      </Text>
      <Slider
        className={classes.slider ?? ''}
        size="sm"
        min={0}
        max={1}
        step={0.001}
        label={null}
        value={Math.sqrt((size - MIN_BRUSH) / (MAX_BRUSH - MIN_BRUSH))}
        onChange={(place) =>
          store.update((state) => setBrushSize(state, MIN_BRUSH + place * place * (MAX_BRUSH - MIN_BRUSH)))
        }
        thumbProps={{
          'aria-labelledby': 'brush-size-label',
          'aria-valuetext': t('tools.sizeSpoken', { count: size }),
        }}
        data-testid="brush-size"
      />
      <Text size="xs" className={classes.size ?? ''} data-testid="brush-size-value">
        {t('tools.sizeValue', { size })}
      </Text>
      <KeyOf command="smallerBrush" />
      <KeyOf command="largerBrush" />
    </>
  );
}

function AddOrSubtract({ isOfModel }: { isOfModel: boolean }) {
  const t = useT();
  const { store } = useEditor().session;
  const isSubtracting = useEditorState((state) => state.view.isSubtracting);
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label={t(isOfModel ? 'tools.drawnOver' : 'tools.addOrTakeAway')}
        value={isSubtracting ? 'subtract' : 'add'}
        onChange={(value) => store.update((state) => setSubtracting(state, value === 'subtract'))}
        data={[
          { value: 'add', label: t(isOfModel ? 'tools.overObject' : 'tools.add') },
          { value: 'subtract', label: t(isOfModel ? 'tools.overBackground' : 'tools.takeAway') },
        ]}
      />
      <KeyOf command="toggleSubtracting" />
    </>
  );
}
