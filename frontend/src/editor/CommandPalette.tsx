/** Everything that can be done, found by typing a part of its name (Ctrl+K): commands, labels, images. */

import { Kbd, Modal, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useImagesCalled } from '../api/images';
import { useT } from '../i18n/useT';
import classes from './CommandPalette.module.css';
import { useEditor } from './editorContext';
import { keyText } from './keyText';
import { labelHotkeys } from './labelHotkeys';
import {
  commandEntries,
  fitting,
  imageEntries,
  labelEntries,
  numberEntries,
  type PaletteEntry,
  typedNumber,
} from './paletteEntries';
import { useOpenAt } from './useOpenAt';

const LIST_ID = 'palette-list';
const PAUSE_MS = 200;
const optionId = (id: string): string => `palette-${id}`;

export function CommandPalette({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useT();
  const openAt = useOpenAt(useEditor().project.id, isOpen);
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('palette.title')}
      size={560}
      yOffset="12vh"
      transitionProps={{ duration: 0 }}
      classNames={{ header: classes.header ?? '', body: classes.body ?? '' }}
    >
      {isOpen && <Finder openAt={openAt} onClose={onClose} />}
    </Modal>
  );
}

interface FinderProps {
  openAt: (index: number) => void;
  onClose: () => void;
}

function Finder({ openAt, onClose }: FinderProps) {
  const t = useT();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const entries = useEntries(query, openAt);
  const active = entries[Math.min(at, entries.length - 1)];

  const run = (entry: PaletteEntry | undefined): void => {
    if (entry === undefined) return;
    onClose();
    entry.run();
  };
  const press = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && entries.length > 0) {
      event.preventDefault();
      setAt((Math.min(at, entries.length - 1) + step + entries.length) % entries.length);
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      run(active);
    }
  };
  return (
    <>
      <TextInput
        data-autofocus
        role="combobox"
        aria-label={t('palette.find')}
        aria-expanded
        aria-controls={LIST_ID}
        aria-activedescendant={active && optionId(active.id)}
        placeholder={t('palette.find')}
        leftSection={<IconSearch size={16} />}
        value={query}
        onChange={({ currentTarget: { value } }) => {
          setQuery(value);
          setAt(0);
        }}
        onKeyDown={press}
        data-testid="palette-query"
      />
      <div id={LIST_ID} role="listbox" aria-label={t('palette.title')} className={classes.list}>
        {entries.map((entry) => (
          <Option key={entry.id} entry={entry} isActive={entry === active} onChoose={() => run(entry)} />
        ))}
      </div>
      <Missing query={query} isEmpty={entries.length === 0} />
    </>
  );
}

/** Why what was typed leads nowhere. */
function Missing({ query, isEmpty }: { query: string; isEmpty: boolean }) {
  const t = useT();
  const { count } = useEditor().image.neighbours;
  const number = typedNumber(query);
  const isBeyond = number !== null && (number < 1 || number > count);
  if (!isBeyond && !isEmpty) return null;
  return (
    <p className={classes.nothing} role="status">
      {isBeyond ? t('palette.noSuchNumber', { number: String(number), count }) : t('palette.nothing')}
    </p>
  );
}

interface OptionProps {
  entry: PaletteEntry;
  isActive: boolean;
  onChoose: () => void;
}

function Option({ entry: { id, title, key, colour }, isActive, onChoose }: OptionProps) {
  const t = useT();
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isActive) ref.current?.scrollIntoView({ block: 'nearest' });
  }, [isActive]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus and takes the keys
    <div
      ref={ref}
      id={optionId(id)}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      className={classes.option}
      onClick={onChoose}
    >
      {colour !== undefined && <span className={classes.swatch} style={{ background: colour }} />}
      <span className={classes.name}>{title}</span>
      {key !== undefined && <Kbd size="xs">{keyText(key, t)}</Kbd>}
    </div>
  );
}

function useEntries(query: string, openAt: (index: number) => void): PaletteEntry[] {
  const t = useT();
  const { commands, keys, labels, project, image } = useEditor();
  const navigate = useNavigate();
  const [settled] = useDebouncedValue(query.trim(), PAUSE_MS);
  const { data: images } = useImagesCalled(project.id, settled);
  const known = useMemo(
    () => [
      ...commandEntries(commands, keys, t),
      ...labelEntries(labels, labelHotkeys(labels), commands.chooseLabel, t),
    ],
    [commands, keys, labels, t],
  );
  return useMemo(() => {
    const others = (images ?? []).filter(({ id }) => id !== image.id);
    const found = imageEntries(others, (id) => void navigate(`/images/${id}`), t);
    const numbered = numberEntries(typedNumber(query), image.neighbours.count, openAt, t);
    return [...numbered, ...fitting(known, query), ...(query.trim() === '' ? [] : found)];
  }, [known, images, image, navigate, openAt, query, t]);
}
