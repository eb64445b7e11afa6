import { Skeleton } from '@mantine/core';
import { CardGrid } from '../../components/CardGrid';
import { IMAGE_CARD_WIDTH } from './ImageGrid';

const CARDS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];

export function ProjectSkeleton() {
  return (
    <>
      <Skeleton h={36} w={280} />
      <Skeleton h={36} />
      <ImageSkeletons />
    </>
  );
}

/** As many as there will be cards, where that is known. */
export function ImageSkeletons({ count = CARDS.length }: { count?: number }) {
  return (
    <CardGrid cardWidth={IMAGE_CARD_WIDTH}>
      {CARDS.slice(0, count).map((key) => (
        <Skeleton key={key} h={230} radius="md" />
      ))}
    </CardGrid>
  );
}
