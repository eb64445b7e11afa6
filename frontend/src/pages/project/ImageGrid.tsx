import type { ImageFilters } from '../../api/images';
import type { Image, Project } from '../../api/types';
import { CardGrid } from '../../components/CardGrid';
import { ImageCard } from './ImageCard';
import { filterQuery } from './imageFilterParams';
import type { ImageSelection } from './useImageSelection';

export const IMAGE_CARD_WIDTH = 210;

interface ImageGridProps {
  images: Image[];
  project: Project;
  filters: ImageFilters;
  /** None where nothing can be done with many. */
  selection?: ImageSelection | undefined;
}

export function ImageGrid({ images, project, filters, selection }: ImageGridProps) {
  if (images.length === 0) return null;
  const query = filterQuery(filters);
  return (
    <CardGrid cardWidth={IMAGE_CARD_WIDTH}>
      {images.map((image) => (
        <ImageCard
          key={image.id}
          image={image}
          project={project}
          query={query}
          isSelected={selection !== undefined && (selection.isAll || selection.picked.has(image.id))}
          onSelect={selection?.toggle}
        />
      ))}
    </CardGrid>
  );
}
