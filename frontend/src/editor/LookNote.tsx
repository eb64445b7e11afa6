/** Says, in the lower left corner, that the model looks closely at what is in sight. */
import { Paper, Text, Tooltip } from '@mantine/core';
import { IconZoomScan } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import { useT } from '../i18n/useT';
import { useEditor } from './editorContext';
import classes from './LookNote.module.css';

export function LookNote() {
  const t = useT();
  const { crop: shown } = useEditor().hand.looking;
  const crop = useSyncExternalStore(shown.subscribe, shown.get);
  if (crop === null) return null;
  const [x0, y0, x1, y1] = crop;
  return (
    <Tooltip label={t('zoom.looksHereDetail')} multiline maw={280}>
      <Paper
        className={classes.note}
        shadow="sm"
        withBorder
        role="status"
        data-testid="look"
        data-crop={crop.join(',')}
      >
        <IconZoomScan size={16} aria-hidden />
        <Text size="xs" span>
          {t('zoom.looksHere', { width: x1 - x0, height: y1 - y0 })}
        </Text>
      </Paper>
    </Tooltip>
  );
}
