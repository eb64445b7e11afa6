import { AppShell, Container, Group, Text, UnstyledButton } from '@mantine/core';
import { Link, NavLink, Outlet } from 'react-router';
import { LogoMark } from '../components/LogoMark';
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
                <Group component="nav" gap="md" wrap="nowrap" aria-label={t('app.pages')} visibleFrom="xs">
                  <NavLink to="/projects" className={classes.page ?? ''}>
                    {t('app.projects')}
                  </NavLink>
                  <NavLink to="/team" className={classes.page ?? ''}>
                    {t('app.team')}
                  </NavLink>
                  <NavLink to="/models" className={classes.page ?? ''}>
                    {t('app.models')}
                  </NavLink>
                </Group>
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
