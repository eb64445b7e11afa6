/** The key of something that can be done, as it is now; nothing where it has none. */
import { Kbd } from '@mantine/core';
import { useT } from '../i18n/useT';
import { useEditor } from './editorContext';
import { keyText } from './keyText';
import type { Binding } from './shortcuts';

export function KeyOf({ command }: { command: Binding }) {
  const t = useT();
  const key = useEditor().keyOf(command);
  return key === undefined ? null : <Kbd size="xs">{keyText(key, t)}</Kbd>;
}
