/** How the photo is shown under the masks: brighter, with more contrast. Nothing of it is stored with the image. */
import { ActionIcon, Slider, Text, Tooltip } from '@mantine/core';
import { IconRestore } from '@tabler/icons-react';
import { percent } from '../i18n/percent';
import { useT } from '../i18n/useT';
import type { ViewState } from '../store/editorState';
import { setPhoto } from '../store/viewReducers';
import classes from './DisplaySettings.module.css';
import { useEditor, useEditorState } from './editorContext';

type Setting = keyof ViewState['photo'];

const RANGES: Readonly<Record<Setting, readonly [least: number, most: number]>> = {
  brightness: [25, 300],
  contrast: [25, 300],
};

export function PhotoSettings() {
  const t = useT();
  const { commands } = useEditor();
  const { brightness, contrast } = useEditorState((state) => state.view.photo);
  const isChanged = brightness !== 1 || contrast !== 1;
  return (
    <>
      <PhotoSlider setting="brightness" label={t('display.brightness')} />
      <div className={classes.withButton}>
        <PhotoSlider setting="contrast" label={t('display.contrast')} />
        <Tooltip label={t('display.resetPhoto')}>
          <ActionIcon
            size="sm"
            variant="subtle"
            color="gray"
            aria-label={t('display.resetPhoto')}
            disabled={!isChanged}
            onClick={commands.resetPhoto}
          >
            <IconRestore size={16} />
          </ActionIcon>
        </Tooltip>
      </div>
    </>
  );
}

function PhotoSlider({ setting, label }: { setting: Setting; label: string }) {
  const t = useT();
  const { store } = useEditor().session;
  const value = useEditorState((state) => state.view.photo[setting]);
  const [least, most] = RANGES[setting];
  return (
    <div className={classes.row}>
      <Text size="xs" c="dimmed" id={`${setting}-label`}>
        {label}
      </Text>
      <Slider
        size="sm"
        flex={1}
        min={least}
        max={most}
        step={5}
        label={(share) => percent(share, t)}
        value={Math.round(value * 100)}
        onChange={(share) => store.update((state) => setPhoto(state, { [setting]: share / 100 }))}
        thumbProps={{ 'aria-labelledby': `${setting}-label` }}
        data-testid={setting}
      />
    </div>
  );
}
