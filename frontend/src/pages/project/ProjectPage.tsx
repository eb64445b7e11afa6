import { Button, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconFilterOff, IconPhotoPlus, IconPhotoUp } from '@tabler/icons-react';
import { useImages } from '../../api/images';
import { may } from '../../api/roles';
import type { Project } from '../../api/types';
import { EmptyState } from '../../components/EmptyState';
import { ErrorMessage } from '../../components/ErrorMessage';
import { LoadMore } from '../../components/LoadMore';
import { DropAnywhere } from '../../uploads/DropAnywhere';
import { UploadButton } from '../../uploads/UploadButton';
import { ExportDialog } from './ExportDialog';
import { ImageFilterBar } from './ImageFilterBar';
import { ImageGrid } from './ImageGrid';
import { DEFAULT_ORDERING, isFiltered } from './imageFilterParams';
import { ProjectHeader } from './ProjectHeader';
import { useCurrentProject } from './ProjectLayout';
import { ImageSkeletons } from './ProjectSkeleton';
import { useImageFilters } from './useImageFilters';

/** While images are in work and the socket is silent, ask from time to time. */
const POLL_MS = 5000;

export function ProjectPage() {
  const project = useCurrentProject();
  const [filters, changeFilters] = useImageFilters();
  const [isExporting, exporting] = useDisclosure();
  const images = useImages(project.id, { ordering: DEFAULT_ORDERING, ...filters }, POLL_MS);
  const shown = images.data?.pages.flatMap((page) => page.results) ?? [];
  const mayUpload = may(project.role, 'upload');

  return (
    <Stack gap="lg">
      <title>{`${project.name} · Stipple`}</title>
      <ProjectHeader project={project} filters={filters} onFilter={changeFilters} onExport={exporting.open} />
      {(project.image_count > 0 || isFiltered(filters)) && (
        <ImageFilterBar project={project} filters={filters} onChange={changeFilters} />
      )}
      <ErrorMessage error={images.error} onRetry={() => void images.refetch()} />
      {images.isPending && <ImageSkeletons count={project.image_count} />}
      {images.isSuccess && shown.length === 0 && isFiltered(filters) && (
        <NothingMatches
          onReset={() =>
            changeFilters({ state: undefined, status: undefined, label: undefined, search: undefined })
          }
        />
      )}
      {images.isSuccess && shown.length === 0 && !isFiltered(filters) && (
        <NoImages project={project} mayUpload={mayUpload} />
      )}
      <ImageGrid images={shown} project={project} filters={filters} />
      <LoadMore query={images} />
      <ExportDialog project={project} opened={isExporting} onClose={exporting.close} />
      {mayUpload && <DropAnywhere project={project.id} />}
    </Stack>
  );
}

function NothingMatches({ onReset }: { onReset: () => void }) {
  return (
    <EmptyState
      icon={<IconFilterOff size={30} />}
      title="No image matches"
      action={
        <Button variant="default" onClick={onReset}>
          Show all images
        </Button>
      }
    >
      The filters above leave nothing over.
    </EmptyState>
  );
}

function NoImages({ project, mayUpload }: { project: Project; mayUpload: boolean }) {
  if (!mayUpload) {
    return (
      <EmptyState icon={<IconPhotoUp size={30} />} title="No images yet">
        A manager of this project can upload photos; they appear here at once.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<IconPhotoPlus size={30} />}
      title="Drop photos anywhere on this page"
      action={<UploadButton project={project.id} label="Choose photos" />}
    >
      JPEG, PNG, WebP, TIFF, BMP and HEIC, as many as you like. Then open one and click on an object: its mask
      appears, and further clicks refine it.
    </EmptyState>
  );
}
