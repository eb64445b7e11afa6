import { AppShell, Container, Group, Text, UnstyledButton } from '@mantine/core';
import { Link, NavLink, Outlet } from 'react-router';
import { LogoMark } from '../components/LogoMark';
import classes from './AppLayout.module.css';
import { UserMenu } from './UserMenu';

/** The frame of every page but the editor and the login. */
export function AppLayout() {
  return (
    <AppShell header={{ height: 56 }} padding={0}>
      <AppShell.Header>
        <Container size={2240} h="100%">
          <Group h="100%" justify="space-between" wrap="nowrap">
            <Group gap="xl" wrap="nowrap">
              <UnstyledButton component={Link} to="/projects" aria-label="Stipple: all projects">
                <Group gap={10} wrap="nowrap">
                  <LogoMark />
                  <Text fw={700} size="lg" lts="-0.02em">
                    Stipple
                  </Text>
                </Group>
              </UnstyledButton>
              <Group component="nav" gap="md" wrap="nowrap" aria-label="Pages" visibleFrom="xs">
                <NavLink to="/projects" className={classes.page ?? ''}>
                  Projects
                </NavLink>
                <NavLink to="/models" className={classes.page ?? ''}>
                  Models
                </NavLink>
              </Group>
            </Group>
            <UserMenu />
          </Group>
        </Container>
      </AppShell.Header>
      <AppShell.Main className={classes.main}>
        <Container size={2240} py="lg">
          <Outlet />
        </Container>
      </AppShell.Main>
    </AppShell>
  );
}
