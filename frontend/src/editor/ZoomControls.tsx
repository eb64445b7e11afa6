/** Zoom, in the corner of the canvas. */

import { ActionIcon, Paper, Tooltip, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconMaximize, IconMinus, IconPlus } from '@tabler/icons-react';
import { percent } from '../i18n/percent';
import type { T } from '../i18n/translate';
import { useT } from '../i18n/useT';
import { useEditor, useViewport } from './editorContext';
import { withKey } from './keyText';
import classes from './ZoomControls.module.css';

export function ZoomControls() {
  const t = useT();
  const { commands, keyOf } = useEditor();
  const viewport = useViewport();
  if (viewport === null) return null;
  return (
    <Paper className={classes.controls} shadow="sm" withBorder>
      <Tooltip label={withKey(t('editor.zoomOut'), keyOf('zoomOut'), t)}>
        <ActionIcon variant="subtle" color="gray" aria-label={t('editor.zoomOut')} onClick={commands.zoomOut}>
          <IconMinus size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={withKey(t('editor.actualSize'), keyOf('actualSize'), t)}>
        <UnstyledButton className={classes.scale} onClick={commands.actualSize} data-testid="zoom">
          <VisuallyHidden>{t('editor.actualSize')}</VisuallyHidden>
          {scaleText(viewport.scale * (window.devicePixelRatio || 1), t)}
        </UnstyledButton>
      </Tooltip>
      <Tooltip label={withKey(t('editor.zoomIn'), keyOf('zoomIn'), t)}>
        <ActionIcon variant="subtle" color="gray" aria-label={t('editor.zoomIn')} onClick={commands.zoomIn}>
          <IconPlus size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={withKey(t('editor.fit'), keyOf('fit'), t)}>
        <ActionIcon variant="subtle" color="gray" aria-label={t('editor.fit')} onClick={commands.fit}>
          <IconMaximize size={16} />
        </ActionIcon>
      </Tooltip>
    </Paper>
  );
}

function scaleText(scale: number, t: T): string {
  return percent(scale * 100, t, scale < 0.1 ? 1 : 0);
}
