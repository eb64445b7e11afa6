/** How masks are drawn: how opaque, and coloured by what. */

import { SegmentedControl, Slider, Switch, Text } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconChevronRight } from '@tabler/icons-react';
import { percent } from '../i18n/percent';
import { useT } from '../i18n/useT';
import type { ColouringMode } from '../store/editorState';
import { setColouring, setOpacity } from '../store/viewReducers';
import classes from './DisplaySettings.module.css';
import { useEditor, useEditorState } from './editorContext';
import { PhotoSettings } from './PhotoSettings';
import panel from './SidePanel.module.css';

export function DisplaySettings() {
  const t = useT();
  const {
    commands,
    session: { store },
  } = useEditor();
  const opacity = useEditorState((state) => state.view.opacity);
  const colouring = useEditorState((state) => state.view.colouring);
  const { hasCrosshair, isOutlineOnly, isSolo } = useEditorState((state) => state.view);
  // Folded until somebody wants them: the list of objects needs the room more often.
  const [isOpen, setOpen] = useLocalStorage({ key: 'stipple.display', defaultValue: false });
  return (
    <details className={panel.section} open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={classes.summary} data-testid="display">
        <IconChevronRight size={14} className={classes.arrow} aria-hidden />
        <h2 className={panel.title}>{t('editor.display')}</h2>
      </summary>
      <div className={classes.row}>
        <Text size="xs" c="dimmed" id="opacity-label">
          {t('editor.opacity')}
        </Text>
        <Slider
          size="sm"
          flex={1}
          min={0}
          max={100}
          step={5}
          label={(value) => percent(value, t)}
          value={Math.round(opacity * 100)}
          onChange={(value) => store.update((state) => setOpacity(state, value / 100))}
          thumbProps={{ 'aria-labelledby': 'opacity-label' }}
          data-testid="opacity"
        />
      </div>
      <div className={classes.row}>
        <Text size="xs" c="dimmed">
          {t('editor.colourBy')}
        </Text>
        <SegmentedControl
          size="xs"
          flex={1}
          aria-label={t('editor.colourMasksBy')}
          value={colouring}
          onChange={(value) => store.update((state) => setColouring(state, value as ColouringMode))}
          data={[
            { value: 'object', label: t('editor.byObject') },
            { value: 'label', label: t('editor.byLabel') },
          ]}
        />
      </div>
      <PhotoSettings />
      <div className={classes.switches}>
        <Switch
          size="xs"
          label={t('display.outlines')}
          checked={isOutlineOnly}
          onChange={commands.toggleOutlines}
          data-testid="outlines"
        />
        <Switch
          size="xs"
          label={t('display.solo')}
          checked={isSolo}
          onChange={commands.toggleSolo}
          data-testid="solo"
        />
        <Switch
          size="xs"
          label={t('keyboard.toggle')}
          checked={hasCrosshair}
          onChange={commands.toggleCrosshair}
          data-testid="crosshair"
        />
      </div>
    </details>
  );
}
