import { Badge, Group, Image as Picture, SegmentedControl, Skeleton, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { ImageDifference, ObjectChange, VersionDetail, VersionDifference } from '../../api/types';
import { CHANGES, type Change, useDifferingImages } from '../../api/versions';
import { ErrorMessage } from '../../components/ErrorMessage';
import { LoadMore } from '../../components/LoadMore';
import { useT } from '../../i18n/useT';
import { SPLIT_COLORS, type Split, splitName } from './splits';

const MOST_OBJECTS = 12;
const FATE_COLORS = { added: 'green', removed: 'red', changed: 'blue' } as const;

interface DifferingImagesProps {
  before: VersionDetail;
  after: VersionDetail;
  counts: VersionDifference['images'];
}

/** The images that differ in one way, with what became of their objects. */
export function DifferingImages({ before, after, counts }: DifferingImagesProps) {
  const t = useT();
  const [chosen, setChosen] = useState<Change | null>(null);
  const change = chosen ?? CHANGES.find((each) => counts[each] > 0) ?? 'changed';
  const images = useDifferingImages(before.id, after.id, change);
  const shown = images.data?.pages.flatMap((page) => page.results) ?? [];
  const names = new Map([...before.labels, ...after.labels].map(({ id, name }) => [id, name]));
  return (
    <Stack>
      <SegmentedControl
        aria-label={t('versions.imagesDiffer')}
        value={change}
        onChange={(value) => setChosen(value as Change)}
        data={CHANGES.map((each) => ({
          value: each,
          label: `${t(`versions.${each}`)} ${t.number(counts[each])}`,
        }))}
      />
      <ErrorMessage error={images.error} onRetry={() => void images.refetch()} />
      {images.isPending && <Skeleton h={120} />}
      {images.isSuccess && shown.length === 0 && <Text c="dimmed">{t('versions.noneDiffers')}</Text>}
      {shown.map((image) => (
        <ImageRow key={image.sha256} image={image} change={change} names={names} />
      ))}
      <LoadMore query={images} />
    </Stack>
  );
}

interface ImageRowProps {
  image: ImageDifference;
  change: Change;
  /** Of labels. */
  names: ReadonlyMap<number, string>;
}

function ImageRow({ image, change, names }: ImageRowProps) {
  const t = useT();
  const rest = image.objects.length - MOST_OBJECTS;
  return (
    <Group wrap="nowrap" align="flex-start" data-testid="differing-image">
      <Picture
        src={image.has_photo ? image.thumbnail : undefined}
        alt=""
        w={96}
        h={72}
        radius="sm"
        fit="cover"
        loading="lazy"
        bg="var(--mantine-color-default-hover)"
      />
      <Stack gap={6} style={{ flex: 1, overflowWrap: 'anywhere' }}>
        <Group gap="xs">
          <Text size="sm" fw={500}>
            {image.name}
          </Text>
          <Text size="xs" c="dimmed">
            {t('common.objects', { count: image.object_count })}
          </Text>
          {change === 'moved' && <Move image={image} />}
          {!image.has_photo && (
            <Badge color="red" variant="light" tt="none">
              {t('versions.photoGone')}
            </Badge>
          )}
        </Group>
        {change === 'changed' && (
          <Group gap={6}>
            {image.objects.slice(0, MOST_OBJECTS).map((object) => (
              <Badge key={object.id} variant="light" color={FATE_COLORS[object.change]} tt="none">
                <ObjectFate object={object} names={names} />
              </Badge>
            ))}
            {rest > 0 && <Text size="xs">{t('versions.moreObjects', { count: rest })}</Text>}
          </Group>
        )}
      </Stack>
    </Group>
  );
}

function Move({ image }: { image: ImageDifference }) {
  const t = useT();
  return (
    <Text size="xs" c={SPLIT_COLORS[image.split as Split | '']}>
      {t('versions.oneToOther', {
        one: t(splitName(image.split_before ?? '')),
        other: t(splitName(image.split)),
      })}
    </Text>
  );
}

function ObjectFate({ object, names }: { object: ObjectChange; names: ReadonlyMap<number, string> }) {
  const t = useT();
  const nameOf = (label: number | null) =>
    (label === null ? undefined : names.get(label)) ?? t('versions.unlabelled');
  if (object.change === 'added') return t('versions.objectAdded', { label: nameOf(object.label_after) });
  if (object.change === 'removed') return t('versions.objectRemoved', { label: nameOf(object.label_before) });
  const isRelabelled = object.parts.includes('label');
  const label = isRelabelled
    ? t('versions.oneToOther', { one: nameOf(object.label_before), other: nameOf(object.label_after) })
    : nameOf(object.label_after);
  const parts = object.parts
    .filter((part) => part !== 'label')
    .map((part) =>
      part === 'mask'
        ? t('versions.part_maskIou', { iou: t.number(object.iou ?? 0, { maximumFractionDigits: 3 }) })
        : t(`versions.part_${part}`),
    );
  return parts.length > 0 ? t('versions.objectChanged', { label, parts: t.list(parts) }) : label;
}
