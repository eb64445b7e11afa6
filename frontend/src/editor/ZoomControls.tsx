/** Zoom, in the corner of the canvas. */
import { ActionIcon, Paper, Tooltip, UnstyledButton } from '@mantine/core';
import { IconMaximize, IconMinus, IconPlus } from '@tabler/icons-react';
import { useEditor, useViewport } from './editorContext';
import classes from './ZoomControls.module.css';

export function ZoomControls() {
  const { commands } = useEditor();
  const viewport = useViewport();
  if (viewport === null) return null;
  return (
    <Paper className={classes.controls} shadow="sm" withBorder>
      <Tooltip label="Zoom out (-)">
        <ActionIcon variant="subtle" color="gray" aria-label="Zoom out" onClick={commands.zoomOut}>
          <IconMinus size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Actual size (Z)">
        <UnstyledButton
          className={classes.scale}
          aria-label="Actual size"
          onClick={commands.actualSize}
          data-testid="zoom"
        >
          {percent(viewport.scale * (window.devicePixelRatio || 1))}
        </UnstyledButton>
      </Tooltip>
      <Tooltip label="Zoom in (+)">
        <ActionIcon variant="subtle" color="gray" aria-label="Zoom in" onClick={commands.zoomIn}>
          <IconPlus size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Fit the image (F)">
        <ActionIcon variant="subtle" color="gray" aria-label="Fit the image" onClick={commands.fit}>
          <IconMaximize size={16} />
        </ActionIcon>
      </Tooltip>
    </Paper>
  );
}

function percent(scale: number): string {
  return `${scale < 0.1 ? (scale * 100).toFixed(1) : Math.round(scale * 100)} %`;
}
