/** All keys on one sheet (`?`). */
import { Kbd, Modal, SimpleGrid, Text } from '@mantine/core';
import classes from './ShortcutSheet.module.css';
import { SHORTCUT_GROUPS, type Shortcut } from './shortcuts';

export function ShortcutSheet({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="Keyboard and mouse" size={900} centered>
      <SimpleGrid cols={2} spacing="xl" verticalSpacing="md" data-testid="shortcut-sheet">
        {SHORTCUT_GROUPS.map(({ title, shortcuts }) => (
          <section key={title} aria-label={title}>
            <Text fw={600} size="sm" mb={6}>
              {title}
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
  return (
    <div className={classes.row}>
      <Text size="xs">{text}</Text>
      <div className={classes.keys}>
        {keys.map((key) => (
          <Kbd key={key} size="xs">
            {shown(key)}
          </Kbd>
        ))}
      </div>
    </div>
  );
}

const ARROWS: Record<string, string> = { ArrowRight: '→', ArrowLeft: '←' };

function shown(key: string): string {
  return ARROWS[key] ?? key;
}
