/** What is known of the image beside its pixels: values by name, set and taken off here, found again in the list. */
import { Badge, Group, TagsInput } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { changeMetadata, useMarking } from '../api/imageMarks';
import { may } from '../api/roles';
import type { MetadataValue } from '../api/types';
import { useT } from '../i18n/useT';
import { typedValue } from '../pages/project/BulkFields';
import { isMetadataFilter } from '../pages/project/imageFilterParams';
import { useEditor } from './editorContext';
import { focusCanvas } from './focusCanvas';
import classes from './SidePanel.module.css';

interface MetadataChange {
  set: Record<string, MetadataValue>;
  remove: string[];
}

export function ImageMetadata() {
  const t = useT();
  const { image, project } = useEditor();
  const mayChange = may(project.role, 'annotate');
  const change = useMarking(({ set, remove }: MetadataChange) => changeMetadata(image.id, set, remove));
  const shown = Object.entries(image.metadata).map(([name, value]) => `${name}:${value}`);
  if (!mayChange && shown.length === 0) return null;
  const tell = (texts: string[]): void => {
    const kept = texts.filter(isMetadataFilter);
    const fresh = kept.filter((text) => !shown.includes(text)).map(parted);
    const names = new Set(kept.map((text) => parted(text)[0]));
    const remove = Object.keys(image.metadata).filter((name) => !names.has(name));
    if (fresh.length > 0 || remove.length > 0) change.mutate({ set: Object.fromEntries(fresh), remove });
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') focusCanvas();
  };
  return (
    <section className={classes.section} aria-label={t('lists.metadataOf')} data-testid="metadata">
      {mayChange ? (
        <TagsInput
          size="xs"
          aria-label={t('lists.metadataOf')}
          placeholder={shown.length === 0 ? t('lists.addMetadata') : ''}
          value={shown}
          onChange={tell}
          maxTags={30}
          maxLength={250}
          splitChars={[]}
          onKeyDown={press}
        />
      ) : (
        <Group gap={4}>
          {shown.map((text) => (
            <Badge key={text} variant="outline" color="gray" tt="none">
              {text}
            </Badge>
          ))}
        </Group>
      )}
    </section>
  );
}

function parted(text: string): [string, MetadataValue] {
  const colon = text.indexOf(':');
  return [text.slice(0, colon).trim(), typedValue(text.slice(colon + 1).trim())];
}
