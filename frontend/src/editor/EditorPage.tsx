/** /images/:id: loads what the editor needs, and says what is wrong when it cannot be opened. */

import { Button, Center, Loader, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { ApiError, problemSentence } from '../api/errors';
import { fetchImage } from '../api/images';
import { useProject } from '../api/projects';
import { queryKeys } from '../api/queryKeys';
import { useMe } from '../api/session';
import type { ImageWithNeighbours } from '../api/types';
import { NotFoundPage } from '../app/MessagePage';
import { ErrorMessage } from '../components/ErrorMessage';
import { useT } from '../i18n/useT';
import { parseFilters } from '../pages/project/imageFilterParams';
import { Editor } from './Editor';

const PROCESSING_POLL_MS = 1_500;

export default function EditorPage() {
  const t = useT();
  const { id = '' } = useParams();
  const [params] = useSearchParams();
  const filters = useMemo(() => parseFilters(params), [params]);
  const me = useMe();
  const image = useQuery({
    queryKey: [...queryKeys.image(id), filters],
    queryFn: () => fetchImage(id, filters),
    refetchInterval: ({ state }) => (state.data?.status === 'processing' ? PROCESSING_POLL_MS : false),
    refetchOnWindowFocus: false,
  });
  if (image.error instanceof ApiError && image.error.status === 404) return <NotFoundPage />;
  if (image.error !== null && image.data === undefined) {
    return (
      <Notice title={t('editor.cannotOpenImage')}>
        <ErrorMessage error={image.error} onRetry={() => void image.refetch()} />
      </Notice>
    );
  }
  if (image.data === undefined || me.data === undefined) return <Waiting />;
  if (image.data.status !== 'ready') return <NotReady image={image.data} />;
  return <WithProject key={image.data.id} image={image.data} />;
}

function WithProject({ image }: { image: ImageWithNeighbours }) {
  const t = useT();
  const { data: me } = useMe();
  const project = useProject(image.project);
  if (project.error !== null && project.data === undefined) {
    return (
      <Notice title={t('editor.cannotOpenProject')}>
        <ErrorMessage error={project.error} onRetry={() => void project.refetch()} />
      </Notice>
    );
  }
  if (project.data === undefined || me === undefined) return <Waiting />;
  return <Editor image={image} project={project.data} me={me} />;
}

function NotReady({ image }: { image: ImageWithNeighbours }) {
  const t = useT();
  const isFailed = image.status === 'failed';
  return (
    <Notice title={isFailed ? t('editor.unreadableTitle') : t('editor.preparingTitle')}>
      {!isFailed && <Loader role="status" aria-label={t('editor.preparingLabel')} />}
      <Text c="dimmed" ta="center">
        {isFailed
          ? image.problem
            ? problemSentence(image.problem, t)
            : t('editor.unreadable')
          : t('editor.preparing', { image: image.name })}
      </Text>
      <Button component={Link} to={`/projects/${image.project}`} variant="default">
        {t('editor.backToProject')}
      </Button>
    </Notice>
  );
}

function Waiting() {
  const t = useT();
  return (
    <Center h="100vh">
      <Loader role="status" aria-label={t('app.loadingEditor')} />
    </Center>
  );
}

function Notice({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Center h="100vh" px="md">
      <Stack align="center" maw={480}>
        <Title order={3}>{title}</Title>
        {children}
      </Stack>
    </Center>
  );
}
