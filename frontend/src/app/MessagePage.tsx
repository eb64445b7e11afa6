import { Button, Center, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link, useRouteError } from 'react-router';
import { LogoMark } from '../components/LogoMark';

interface MessagePageProps {
  title: string;
  children: ReactNode;
  onReload?: () => void;
}

function MessagePage({ title, children, onReload }: MessagePageProps) {
  return (
    <Center mih="70vh" px="md">
      <title>{`${title} · Stipple`}</title>
      <Stack align="center" gap="md" maw={480}>
        <LogoMark size={56} />
        <Title order={2} ta="center">
          {title}
        </Title>
        <Text c="dimmed" ta="center">
          {children}
        </Text>
        <Group>
          {onReload && <Button onClick={onReload}>Reload the page</Button>}
          <Button component={Link} to="/projects" variant="default">
            All projects
          </Button>
        </Group>
      </Stack>
    </Center>
  );
}

export function NotFoundPage() {
  return (
    <MessagePage title="Not found, or no access">
      This page does not exist, or your account may not see it. If somebody sent you the link, ask them to add
      you to their organization.
    </MessagePage>
  );
}

/** Something in our own code failed, or a part of the program could not be loaded after an update. */
export function CrashPage() {
  const error = useRouteError();
  return (
    <MessagePage title="Something went wrong" onReload={() => window.location.reload()}>
      {error instanceof Error ? error.message : 'The page could not be shown.'} What was saved is safe; a
      reload usually helps.
    </MessagePage>
  );
}
