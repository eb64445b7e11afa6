/** Says in an object's row who works on it, when that is somebody else. */
import { Avatar, Tooltip, VisuallyHidden } from '@mantine/core';
import { useT } from '../i18n/useT';
import type { Uuid } from '../protocol/messages';
import { useEditorState } from './editorContext';

export function LeaseSign({ object }: { object: Uuid }) {
  const t = useT();
  const holder = useEditorState((state) => state.link.leases.get(object));
  if (holder === undefined) return null;
  const text = t('leases.worksOnIt', { name: holder.name });
  return (
    <Tooltip label={text} openDelay={300}>
      <span data-testid="lease">
        <Avatar size={22} name={holder.name} color={holder.color} variant="filled" aria-hidden />
        <VisuallyHidden>{text}</VisuallyHidden>
      </span>
    </Tooltip>
  );
}
