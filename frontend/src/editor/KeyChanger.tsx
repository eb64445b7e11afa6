/** One key of the sheet while it is changed: press the new one; a key that something else has is told first. */

import { Button, Group, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useT } from '../i18n/useT';
import { useEditor } from './editorContext';
import { BOUND, type ChangedKeys, holderOf, rebound, restored, unbound } from './keyBindings';
import { keyText } from './keyText';
import { digitForKey, pressedKey } from './pressedKey';
import type { KeyChange } from './ShortcutSheet';
import classes from './ShortcutSheet.module.css';

interface KeyChangerProps {
  change: KeyChange;
  changed: ChangedKeys;
  onStore: (keys: ChangedKeys) => void;
  onCancel: () => void;
}

export function KeyChanger({ change: { command, key: old }, changed, onStore, onCancel }: KeyChangerProps) {
  const t = useT();
  const { keys } = useEditor();
  const [wanted, setWanted] = useState<string | null>(null);
  const [isDigit, setDigit] = useState(false);
  const fieldRef = useRef<HTMLButtonElement>(null);
  useEffect(() => fieldRef.current?.focus(), []);

  const press = (event: React.KeyboardEvent): void => {
    if (event.key === 'Tab') return; // to the buttons beside; without it there is no way out by keys
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') {
      onCancel();
      return;
    }
    const key = pressedKey(event.nativeEvent);
    if (key === null) return;
    const isLabel = digitForKey(event.nativeEvent) !== null;
    setDigit(isLabel);
    setWanted(null);
    if (isLabel) return;
    if (holderOf(keys, command, key) === null) onStore(rebound(changed, command, old, key));
    else setWanted(key);
  };

  const holder = wanted === null ? null : holderOf(keys, command, wanted);
  const holderText = BOUND.find((shortcut) => shortcut.command === holder)?.text;
  return (
    <div className={classes.changer} data-testid="key-changer">
      <button ref={fieldRef} type="button" className={classes.field} onKeyDown={press}>
        {t('keyboard.pressKey')}
      </button>
      {wanted !== null && holderText !== undefined && (
        <Text size="xs" role="alert">
          {t('keyboard.taken', { key: keyText(wanted, t), action: t(holderText) })}
        </Text>
      )}
      {isDigit && (
        <Text size="xs" role="alert">
          {t('keyboard.digitsAreLabels')}
        </Text>
      )}
      <Group gap={6}>
        {wanted !== null && (
          <Button size="compact-xs" onClick={() => onStore(rebound(changed, command, old, wanted))}>
            {t('keyboard.takeIt')}
          </Button>
        )}
        {changed[command] !== undefined && (
          <Button size="compact-xs" variant="default" onClick={() => onStore(restored(changed, command))}>
            {t('keyboard.reset')}
          </Button>
        )}
        {old !== null && (
          <Button size="compact-xs" variant="default" onClick={() => onStore(unbound(changed, command, old))}>
            {t('keyboard.noKey')}
          </Button>
        )}
        <Button size="compact-xs" variant="default" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
      </Group>
    </div>
  );
}
