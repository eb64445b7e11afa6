import { Stack } from '@mantine/core';
import { useCallback, useEffect } from 'react';
import { Outlet, useOutletContext, useParams } from 'react-router';
import { ApiError } from '../../api/errors';
import { useProjectSocket } from '../../api/projectSocket';
import { useProject } from '../../api/projects';
import type { Image, Project } from '../../api/types';
import { NotFoundPage } from '../../app/MessagePage';
import { ErrorMessage } from '../../components/ErrorMessage';
import { UploadPanel } from '../../uploads/UploadPanel';
import { uploaderOf } from '../../uploads/uploaders';
import { rememberTeam } from '../team/lastTeam';
import { ProjectSkeleton } from './ProjectSkeleton';

/** What the pages of one project share: the project, its socket, and the uploads that run on while one navigates. */
export function ProjectLayout() {
  const { id = '' } = useParams();
  return /^\d{1,15}$/.test(id) ? <ProjectFrame key={id} id={Number(id)} /> : <NotFoundPage />;
}

export function useCurrentProject(): Project {
  return useOutletContext<Project>();
}

function ProjectFrame({ id }: { id: number }) {
  const project = useProject(id);
  const team = project.data?.organization;
  useEffect(() => {
    if (team !== undefined) rememberTeam(team);
  }, [team]);
  if (project.data) {
    return (
      <>
        <Outlet context={project.data} />
        <LiveProject id={id} />
      </>
    );
  }
  if (project.error instanceof ApiError && project.error.status === 404) return <NotFoundPage />;
  if (project.error) return <ErrorMessage error={project.error} onRetry={() => void project.refetch()} />;
  return (
    <Stack>
      <ProjectSkeleton />
    </Stack>
  );
}

function LiveProject({ id }: { id: number }) {
  const onImage = useCallback((image: Image) => uploaderOf(id).imageChanged(image), [id]);
  useProjectSocket(id, onImage);
  return <UploadPanel project={id} />;
}
