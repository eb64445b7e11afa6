import type { ImageFilters } from '../../api/images';
import type { Image, Project } from '../../api/types';
import { CardGrid } from '../../components/CardGrid';
import { ImageCard } from './ImageCard';
import { filterQuery } from './imageFilterParams';

export const IMAGE_CARD_WIDTH = 210;

interface ImageGridProps {
  images: Image[];
  project: Project;
  filters: ImageFilters;
}

export function ImageGrid({ images, project, filters }: ImageGridProps) {
  if (images.length === 0) return null;
  const query = filterQuery(filters);
  return (
    <CardGrid cardWidth={IMAGE_CARD_WIDTH}>
      {images.map((image) => (
        <ImageCard key={image.id} image={image} project={project} query={query} />
      ))}
    </CardGrid>
  );
}
