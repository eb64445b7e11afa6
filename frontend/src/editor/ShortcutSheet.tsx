/** All keys on one sheet (`?`). */

import { Kbd, Modal, SimpleGrid, Text } from '@mantine/core';
import { useT } from '../i18n/useT';
import { keyText } from './keyText';
import classes from './ShortcutSheet.module.css';
import { SHORTCUT_GROUPS, type Shortcut } from './shortcuts';

export function ShortcutSheet({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useT();
  return (
    <Modal opened={isOpen} onClose={onClose} title={t('shortcuts.title')} size={900} centered>
      <SimpleGrid cols={2} spacing="xl" verticalSpacing="md" data-testid="shortcut-sheet">
        {SHORTCUT_GROUPS.map(({ title, shortcuts }) => (
          <section key={title} aria-label={t(title)}>
            <Text fw={600} size="sm" mb={6}>
              {t(title)}
            </Text>
            {shortcuts.map((shortcut) => (
              <ShortcutRow key={shortcut.text} shortcut={shortcut} />
            ))}
          </section>
        ))}
      </SimpleGrid>
    </Modal>
  );
}

function ShortcutRow({ shortcut: { keys, text } }: { shortcut: Shortcut }) {
  const t = useT();
  return (
    <div className={classes.row}>
      <Text size="xs">{t(text)}</Text>
      <div className={classes.keys}>
        {keys.map((key) => (
          <Kbd key={key} size="xs">
            {keyText(key, t)}
          </Kbd>
        ))}
      </div>
    </div>
  );
}
