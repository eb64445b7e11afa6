import { AppShell, Container, Group, Text, UnstyledButton } from '@mantine/core';
import { Link, Outlet } from 'react-router';
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
            <UnstyledButton component={Link} to="/projects" aria-label="Stipple: all projects">
              <Group gap={10} wrap="nowrap">
                <LogoMark />
                <Text fw={700} size="lg" lts="-0.02em">
                  Stipple
                </Text>
              </Group>
            </UnstyledButton>
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
