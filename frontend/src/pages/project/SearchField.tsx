import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useT } from '../../i18n/useT';
import classes from './ImageFilterBar.module.css';

const SETTLE_MS = 250;

interface SearchFieldProps {
  value: string;
  onChange: (value: string) => void;
}

/** Searches once typing pauses; a search that is changed elsewhere (all filters removed) changes the text too. */
export function SearchField({ value, onChange }: SearchFieldProps) {
  const t = useT();
  const [text, setText] = useState(value);
  const told = useRef(value);
  const tell = useDebouncedCallback((search: string) => {
    told.current = search;
    onChange(search);
  }, SETTLE_MS);
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setText(value);
  }, [value]);
  return (
    <div className={classes.field}>
      <TextInput
        aria-label={t('project.searchByName')}
        placeholder={t('project.searchByName')}
        classNames={{ input: classes.input ?? '' }}
        leftSection={<IconSearch size={16} />}
        leftSectionWidth={30}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          tell(event.currentTarget.value.trim());
        }}
      />
    </div>
  );
}
