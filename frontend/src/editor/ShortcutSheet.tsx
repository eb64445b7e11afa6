/** All keys on one sheet (`?`), each to be changed where it stands. */

import { Button, Group, Kbd, Modal, Text } from '@mantine/core';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useSavePreferences } from '../api/preferences';
import { useT } from '../i18n/useT';
import { useEditor } from './editorContext';
import { KeyChanger } from './KeyChanger';
import type { ChangedKeys } from './keyBindings';
import { keyText } from './keyText';
import classes from './ShortcutSheet.module.css';
import { type Binding, SHORTCUT_GROUPS, type Shortcut } from './shortcuts';
import { shownKey } from './shownKey';

/** The key that is being changed; `key` is null for one more. */
export interface KeyChange {
  readonly command: Binding;
  readonly key: string | null;
}

export function ShortcutSheet({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useT();
  const { me } = useEditor();
  const save = useSavePreferences();
  const [changing, setChanging] = useState<KeyChange | null>(null);
  const changed: ChangedKeys = me.preferences.keys ?? {};
  const store = (keys: ChangedKeys): void => {
    setChanging(null);
    void save({ keys: keys as Record<string, string[]> });
  };
  const close = (): void => {
    setChanging(null);
    onClose();
  };
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      closeOnEscape={changing === null}
      title={t('shortcuts.title')}
      size={1080}
      centered
    >
      <Group justify="space-between" mb="md" wrap="nowrap" align="flex-start">
        <Text size="sm" c="dimmed">
          {t('keyboard.sheetHint')}
        </Text>
        {Object.keys(changed).length > 0 && (
          <Button
            size="xs"
            variant="default"
            onClick={() => store({})}
            data-testid="reset-keys"
            style={{ flexShrink: 0 }}
          >
            {t('keyboard.resetAll')}
          </Button>
        )}
      </Group>
      <div className={classes.sheet} data-testid="shortcut-sheet">
        {SHORTCUT_GROUPS.map(({ title, shortcuts }) => (
          <section key={title} className={classes.group} aria-label={t(title)}>
            <Text fw={600} size="sm" mb={6}>
              {t(title)}
            </Text>
            {shortcuts.map((shortcut) => (
              <ShortcutRow
                key={shortcut.text}
                shortcut={shortcut}
                changing={changing?.command === shortcut.command ? changing : null}
                onChange={setChanging}
                changed={changed}
                onStore={store}
              />
            ))}
          </section>
        ))}
      </div>
    </Modal>
  );
}

interface ShortcutRowProps {
  shortcut: Shortcut;
  changing: KeyChange | null;
  onChange: (change: KeyChange | null) => void;
  changed: ChangedKeys;
  onStore: (keys: ChangedKeys) => void;
}

function ShortcutRow({ shortcut, changing, onChange, changed, onStore }: ShortcutRowProps) {
  const t = useT();
  const { keys } = useEditor();
  const { command, gestures = [], text } = shortcut;
  const rowRef = useFocusAfter(changing !== null);
  const own = command === undefined ? [] : (keys.get(command) ?? []);
  return (
    <div ref={rowRef} className={classes.row} data-command={command}>
      <Text size="xs">{t(text)}</Text>
      {changing !== null && command !== undefined ? (
        <KeyChanger change={changing} changed={changed} onStore={onStore} onCancel={() => onChange(null)} />
      ) : (
        <div className={classes.keys}>
          {command !== undefined &&
            (own.length > 0 ? own : [null]).map((key, place) => {
              const name = key === null ? '–' : keyText(shownKey(command, key), t);
              return (
                <button
                  // biome-ignore lint/suspicious/noArrayIndexKey: the place and its focus stay when its key changes
                  key={place}
                  type="button"
                  className={classes.key}
                  aria-label={t('keyboard.changeKey', { key: name, action: t(text) })}
                  onClick={() => onChange({ command, key })}
                >
                  <Kbd size="xs">{name}</Kbd>
                </button>
              );
            })}
          {gestures.map((gesture) => (
            <Kbd key={gesture} size="xs">
              {keyText(gesture, t)}
            </Kbd>
          ))}
        </div>
      )}
    </div>
  );
}

/** Whoever has changed a key goes on where it stands. */
function useFocusAfter(isChanging: boolean): RefObject<HTMLDivElement | null> {
  const ref = useRef<HTMLDivElement>(null);
  const wasChanging = useRef(false);
  useEffect(() => {
    if (wasChanging.current && !isChanging) ref.current?.querySelector('button')?.focus();
    wasChanging.current = isChanging;
  }, [isChanging]);
  return ref;
}
