/** Says in an object's row that the person's last work has changed its mask. */
import { Tooltip, VisuallyHidden } from '@mantine/core';
import { IconScissors } from '@tabler/icons-react';
import { useT } from '../i18n/useT';
import type { Uuid } from '../protocol/messages';
import { useEditorState } from './editorContext';
import classes from './TrimSign.module.css';
import { trimDetail, trimSign } from './trimText';

export function TrimSign({ object }: { object: Uuid }) {
  const t = useT();
  const trim = useEditorState((state) => state.trims.objects.get(object));
  if (trim === undefined) return null;
  const detail = trimDetail(trim, t);
  return (
    <Tooltip label={`${detail}. ${t('trims.byYou')}`} multiline maw={260} openDelay={300}>
      <span className={classes.sign} data-testid="trimmed">
        <IconScissors size={13} aria-hidden />
        <span className={classes.change} aria-hidden>
          {trimSign(trim, t)}
        </span>
        <VisuallyHidden>{`${t('trims.trimmed')}: ${detail}`}</VisuallyHidden>
      </span>
    </Tooltip>
  );
}
