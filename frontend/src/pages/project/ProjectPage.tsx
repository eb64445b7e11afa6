import { Button, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconFilterOff, IconPhotoPlus, IconPhotoUp } from '@tabler/icons-react';
import { useImages } from '../../api/images';
import { may } from '../../api/roles';
import type { Project } from '../../api/types';
import { EmptyState } from '../../components/EmptyState';
import { ErrorMessage } from '../../components/ErrorMessage';
import { LoadMore } from '../../components/LoadMore';
import { useT } from '../../i18n/useT';
import { ImportDialog } from '../../imports/ImportDialog';
import { DropAnywhere } from '../../uploads/DropAnywhere';
import { UploadButton } from '../../uploads/UploadButton';
import { ExportDialog } from './ExportDialog';
import { ImageFilterBar } from './ImageFilterBar';
import { ImageGrid } from './ImageGrid';
import { DEFAULT_ORDERING, filterQuery, isFiltered, withoutFilters } from './imageFilterParams';
import { ProjectHeader } from './ProjectHeader';
import { useCurrentProject } from './ProjectLayout';
import { ImageSkeletons } from './ProjectSkeleton';
import { SelectionBar } from './SelectionBar';
import { useDefaultView } from './useDefaultView';
import { useImageFilters } from './useImageFilters';
import { useImageSelection } from './useImageSelection';

/** While images are in work and the socket is silent, ask from time to time. */
const POLL_MS = 5000;

export function ProjectPage() {
  const project = useCurrentProject();
  const [filters, changeFilters] = useImageFilters();
  const [isImporting, importing] = useDisclosure();
  const [isExporting, exporting] = useDisclosure();
  const images = useImages(project.id, { ordering: DEFAULT_ORDERING, ...filters }, POLL_MS);
  const shown = images.data?.pages.flatMap((page) => page.results) ?? [];
  const selection = useImageSelection(shown, filterQuery(filters));
  useDefaultView(project.id);
  const mayChange = may(project.role, 'annotate');
  const mayUpload = may(project.role, 'upload');

  return (
    <Stack gap="lg">
      <title>{`${project.name} · Stipple`}</title>
      <ProjectHeader
        project={project}
        filters={filters}
        onFilter={changeFilters}
        onImport={importing.open}
        onExport={exporting.open}
      />
      {(project.image_count > 0 || isFiltered(filters)) && (
        <ImageFilterBar project={project} filters={filters} onChange={changeFilters} />
      )}
      <ErrorMessage error={images.error} onRetry={() => void images.refetch()} />
      {images.isPending && <ImageSkeletons count={project.image_count} />}
      {images.isSuccess && shown.length === 0 && isFiltered(filters) && (
        <NothingMatches onReset={() => changeFilters(withoutFilters(filters))} />
      )}
      {images.isSuccess && shown.length === 0 && !isFiltered(filters) && (
        <NoImages project={project} mayUpload={mayUpload} />
      )}
      <ImageGrid
        images={shown}
        project={project}
        filters={filters}
        selection={mayChange ? selection : undefined}
      />
      <LoadMore query={images} />
      <SelectionBar project={project} filters={filters} images={shown} selection={selection} />
      <ExportDialog project={project} opened={isExporting} onClose={exporting.close} />
      <ImportDialog project={project} opened={isImporting} onClose={importing.close} />
      {mayUpload && !isImporting && <DropAnywhere project={project.id} />}
    </Stack>
  );
}

function NothingMatches({ onReset }: { onReset: () => void }) {
  const t = useT();
  return (
    <EmptyState
      icon={<IconFilterOff size={30} />}
      title={t('project.noMatchTitle')}
      action={
        <Button variant="default" onClick={onReset}>
          {t('project.showAll')}
        </Button>
      }
    >
      {t('project.noMatch')}
    </EmptyState>
  );
}

function NoImages({ project, mayUpload }: { project: Project; mayUpload: boolean }) {
  const t = useT();
  if (!mayUpload) {
    return (
      <EmptyState icon={<IconPhotoUp size={30} />} title={t('project.noImagesTitle')}>
        {t('project.noImages')}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<IconPhotoPlus size={30} />}
      title={t('project.dropTitle')}
      action={<UploadButton project={project.id} label={t('project.choosePhotos')} />}
    >
      {t('project.drop')}
    </EmptyState>
  );
}
