import { AppShell, Container, Group, Text, UnstyledButton } from '@mantine/core';
import { Link, Outlet } from 'react-router';
import { useMyRejected } from '../api/reviews';
import { LogoMark } from '../components/LogoMark';
import { PageLinks } from '../components/PageLinks';
import { SkipLink } from '../components/SkipLink';
import { useT } from '../i18n/useT';
import classes from './AppLayout.module.css';
import { UserMenu } from './UserMenu';

const MAIN_ID = 'main';

/** The frame of every page but the editor and the login. */
export function AppLayout() {
  const t = useT();
  return (
    <>
      <SkipLink to={MAIN_ID}>{t('keyboard.skipToContent')}</SkipLink>
      <AppShell header={{ height: 56 }} padding={0}>
        <AppShell.Header>
          <Container size={2240} h="100%">
            <Group h="100%" justify="space-between" wrap="nowrap">
              <Group gap="xl" wrap="nowrap">
                <UnstyledButton component={Link} to="/projects" aria-label={t('app.home')}>
                  <Group gap={10} wrap="nowrap">
                    <LogoMark />
                    <Text fw={700} size="lg" lts="-0.02em">
                      Stipple
                    </Text>
                  </Group>
                </UnstyledButton>
                <MainPages />
              </Group>
              <UserMenu />
            </Group>
          </Container>
        </AppShell.Header>
        <AppShell.Main id={MAIN_ID} tabIndex={-1} className={classes.main}>
          <Container size={2240} py="lg">
            <Outlet />
          </Container>
        </AppShell.Main>
      </AppShell>
    </>
  );
}

function MainPages() {
  const t = useT();
  const toMend = useMyRejected().data?.pages.flatMap(({ results }) => results).length ?? 0;
  return (
    <PageLinks
      label={t('app.pages')}
      wrap="nowrap"
      visibleFrom="sm"
      pages={[
        { to: '/projects', text: t('app.projects') },
        { to: '/account/work', text: t('quality.myWork'), count: toMend },
        { to: '/team', text: t('app.team') },
        { to: '/models', text: t('app.models') },
      ]}
    />
  );
}
