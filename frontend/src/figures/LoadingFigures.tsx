import { SimpleGrid, Skeleton } from '@mantine/core';

export function LoadingFigures() {
  return (
    <>
      <SimpleGrid cols={{ base: 2, sm: 4 }}>
        {[1, 2, 3, 4, 5, 6, 7, 8].map((place) => (
          <Skeleton key={place} h={104} />
        ))}
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        {[1, 2, 3, 4].map((place) => (
          <Skeleton key={place} h={320} />
        ))}
      </SimpleGrid>
    </>
  );
}
