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

export function ImageSkeletons() {
  return (
    <CardGrid cardWidth={IMAGE_CARD_WIDTH}>
      {CARDS.map((key) => (
        <Skeleton key={key} h={230} radius="md" />
      ))}
    </CardGrid>
  );
}
