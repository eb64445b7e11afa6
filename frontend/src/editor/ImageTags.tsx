/** The tags of the image: added and taken off here, found again in the list of images. */
import { Badge, Group, TagsInput } from '@mantine/core';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { changeTags, LONGEST_TAG, MOST_TAGS, useMarking, useProjectTags } from '../api/imageMarks';
import { may } from '../api/roles';
import { useT } from '../i18n/useT';
import { useEditor } from './editorContext';
import { focusCanvas } from './focusCanvas';
import classes from './SidePanel.module.css';

export const TAGS_ID = 'image-tags';

export function ImageTags() {
  const t = useT();
  const { image, project } = useEditor();
  const mayChange = may(project.role, 'annotate');
  if (!mayChange && image.tags.length === 0) return null;
  return (
    <section className={classes.section} aria-label={t('marks.tagsOf')} data-testid="tags">
      {mayChange ? (
        <TagField />
      ) : (
        <Group gap={4}>
          {image.tags.map((tag) => (
            <Badge key={tag} variant="outline" color="gray" tt="none">
              {tag}
            </Badge>
          ))}
        </Group>
      )}
    </section>
  );
}

function TagField() {
  const t = useT();
  const { image, project } = useEditor();
  const known = useProjectTags(project.id).data ?? [];
  const change = useMarking(({ add, remove }: { add: string[]; remove: string[] }) =>
    changeTags(image.id, add, remove),
  );
  const [shown, setShown] = useState<string[]>(image.tags);
  // The field stays in use while a change is on its way: keys typed meanwhile would be those of the canvas.
  useEffect(() => {
    if (!change.isPending) setShown(image.tags);
  }, [image.tags, change.isPending]);
  const set = (tags: string[]): void => {
    change.mutate({
      add: tags.filter((tag) => !shown.includes(tag)),
      remove: shown.filter((tag) => !tags.includes(tag)),
    });
    setShown(tags);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') focusCanvas();
  };
  return (
    <TagsInput
      id={TAGS_ID}
      size="xs"
      aria-label={t('marks.tagsOf')}
      placeholder={image.tags.length === 0 ? t('marks.addTag') : ''}
      data={known.map(({ name }) => name)}
      value={shown}
      onChange={set}
      maxTags={MOST_TAGS}
      isDuplicate={(tag, tags) => tags.some((other) => other.toLowerCase() === tag.toLowerCase())}
      maxLength={LONGEST_TAG}
      onKeyDown={press}
      comboboxProps={{ withinPortal: true, position: 'bottom-start' }}
    />
  );
}
