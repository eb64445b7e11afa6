import { SimpleGrid } from '@mantine/core';
import type { ImageFilters } from '../../api/images';
import type { Image, Project } from '../../api/types';
import { ImageCard } from './ImageCard';
import { filterQuery } from './imageFilterParams';

export const IMAGE_COLUMNS = { base: 2, sm: 3, md: 4, lg: 5, xl: 6 };

interface ImageGridProps {
  images: Image[];
  project: Project;
  filters: ImageFilters;
}

export function ImageGrid({ images, project, filters }: ImageGridProps) {
  if (images.length === 0) return null;
  const query = filterQuery(filters);
  return (
    <SimpleGrid cols={IMAGE_COLUMNS} spacing="md">
      {images.map((image) => (
        <ImageCard key={image.id} image={image} project={project} query={query} />
      ))}
    </SimpleGrid>
  );
}
