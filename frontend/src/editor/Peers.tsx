/** Who else has this image open. */

import { Avatar, Tooltip } from '@mantine/core';
import { useT } from '../i18n/useT';
import { useEditorState } from './editorContext';

const MOST_SHOWN = 4;

export function Peers() {
  const t = useT();
  const peers = useEditorState((state) => state.link.peers);
  const you = useEditorState((state) => state.link.you);
  if (peers.length === 0) return null;
  const others = peers.slice(MOST_SHOWN);
  return (
    <Avatar.Group spacing={6} data-testid="peers">
      {peers.slice(0, MOST_SHOWN).map((peer) => {
        const name = peer.id === you?.id ? t('editor.youElsewhere', { name: peer.name }) : peer.name;
        return (
          <Tooltip key={peer.channel} label={t('editor.isHere', { name })}>
            <Avatar
              size={28}
              name={peer.name}
              color={peer.color}
              variant="filled"
              aria-label={t('editor.isHere', { name })}
            />
          </Tooltip>
        );
      })}
      {others.length > 0 && (
        <Tooltip label={others.map((peer) => peer.name).join(', ')} multiline maw={280}>
          <Avatar size={28}>+{others.length}</Avatar>
        </Tooltip>
      )}
    </Avatar.Group>
  );
}
