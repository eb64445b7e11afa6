import { SimpleGrid, Skeleton } from '@mantine/core';
import { IMAGE_COLUMNS } from './ImageGrid';

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
    <SimpleGrid cols={IMAGE_COLUMNS} spacing="md">
      {CARDS.map((key) => (
        <Skeleton key={key} h={230} radius="md" />
      ))}
    </SimpleGrid>
  );
}
