import { Center, Loader } from '@mantine/core';
import { lazy, type ReactNode, Suspense } from 'react';
import { createBrowserRouter, Navigate } from 'react-router';
import { useT } from '../i18n/useT';
import { AccountPage } from '../pages/account/AccountPage';
import { LoginPage } from '../pages/login/LoginPage';
import { ResetConfirmPage } from '../pages/login/ResetConfirmPage';
import { ResetRequestPage } from '../pages/login/ResetRequestPage';
import { SignedInPage } from '../pages/login/SignedInPage';
import { ModelsPage } from '../pages/models/ModelsPage';
import { ProjectLayout } from '../pages/project/ProjectLayout';
import { ProjectPage } from '../pages/project/ProjectPage';
import { ProjectsPage } from '../pages/projects/ProjectsPage';
import { MyTeam } from '../pages/team/MyTeam';
import { AppLayout } from './AppLayout';
import { CrashPage, NotFoundPage } from './MessagePage';
import { RequireLogin } from './RequireLogin';

const EditorPage = lazy(() => import('../editor/EditorPage'));

const ModelPage = lazy(() => import('../pages/models/ModelPage'));

const QualityPage = lazy(() => import('../pages/quality/QualityPage'));

const ReviewPage = lazy(() => import('../pages/review/ReviewPage'));

const MyWorkPage = lazy(() => import('../pages/mywork/MyWorkPage'));

const SettingsPage = lazy(() => import('../pages/settings/SettingsPage'));

const SourcesPage = lazy(() => import('../pages/sources/SourcesPage'));

const TeamPage = lazy(() => import('../pages/team/TeamPage'));

const TeamQualityPage = lazy(() => import('../pages/quality/TeamQualityPage'));

const VersionsPage = lazy(() => import('../pages/versions/VersionsPage'));

const VersionPage = lazy(() => import('../pages/versions/VersionPage'));

const DifferencePage = lazy(() => import('../pages/versions/DifferencePage'));

const WorkPage = lazy(() => import('../pages/work/WorkPage'));

const JoinPage = lazy(async () => ({ default: (await import('../pages/join/JoinPage')).JoinPage }));

const editor = (
  <Suspense fallback={<LoadingEditor />}>
    <EditorPage />
  </Suspense>
);

const model = (
  <Suspense fallback={<LoadingModel />}>
    <ModelPage />
  </Suspense>
);

export const router = createBrowserRouter([
  {
    errorElement: <CrashPage />,
    children: [
      { path: '/', element: <Navigate to="/projects" replace /> },
      { path: '/login', element: <LoginPage /> },
      { path: '/signed-in', element: <SignedInPage /> },
      { path: '/reset', element: <ResetRequestPage /> },
      { path: '/reset/:uid/:token', element: <ResetConfirmPage /> },
      { path: '/join/:code', element: page(<JoinPage />) },
      {
        element: <RequireLogin />,
        children: [
          { path: '/images/:id', element: editor },
          {
            element: <AppLayout />,
            children: [
              { path: '/projects', element: <ProjectsPage /> },
              {
                path: '/projects/:id',
                element: <ProjectLayout />,
                children: [
                  { index: true, element: <ProjectPage /> },
                  { path: 'settings', element: page(<SettingsPage />) },
                  { path: 'sources', element: page(<SourcesPage />) },
                  { path: 'work', element: page(<WorkPage />) },
                  { path: 'quality', element: page(<QualityPage />) },
                  { path: 'review', element: page(<ReviewPage />) },
                  { path: 'versions', element: page(<VersionsPage />) },
                  { path: 'versions/:version', element: page(<VersionPage />) },
                  { path: 'versions/:version/diff/:other', element: page(<DifferencePage />) },
                ],
              },
              { path: '/models', element: <ModelsPage /> },
              { path: '/models/:id', element: model },
              { path: '/team', element: <MyTeam /> },
              { path: '/team/:id', element: page(<TeamPage />) },
              { path: '/team/:id/quality', element: page(<TeamQualityPage />) },
              { path: '/account', element: <AccountPage /> },
              { path: '/account/work', element: page(<MyWorkPage />) },
              { path: '*', element: <NotFoundPage /> },
            ],
          },
        ],
      },
    ],
  },
]);

/** A page whose code is fetched when somebody opens it. */
function page(element: ReactNode): ReactNode {
  return <Suspense fallback={<LoadingPage />}>{element}</Suspense>;
}

function LoadingPage() {
  const t = useT();
  return (
    <Center h={240}>
      <Loader role="status" aria-label={t('app.loadingPage')} />
    </Center>
  );
}

function LoadingEditor() {
  const t = useT();
  return (
    <Center h="100vh">
      <Loader role="status" aria-label={t('app.loadingEditor')} />
    </Center>
  );
}

function LoadingModel() {
  const t = useT();
  return (
    <Center h={240}>
      <Loader role="status" aria-label={t('app.loadingModel')} />
    </Center>
  );
}
