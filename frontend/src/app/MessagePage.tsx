import { Button, Center, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link, useRouteError } from 'react-router';
import { LogoMark } from '../components/LogoMark';
import { useT } from '../i18n/useT';

interface MessagePageProps {
  title: string;
  children: ReactNode;
  onReload?: () => void;
}

function MessagePage({ title, children, onReload }: MessagePageProps) {
  const t = useT();
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
          {onReload && <Button onClick={onReload}>{t('app.reload')}</Button>}
          <Button component={Link} to="/projects" variant="default">
            {t('app.allProjects')}
          </Button>
        </Group>
      </Stack>
    </Center>
  );
}

export function NotFoundPage() {
  const t = useT();
  return <MessagePage title={t('app.notFoundTitle')}>{t('app.notFound')}</MessagePage>;
}

/** Something in our own code failed, or a part of the program could not be loaded after an update. */
export function CrashPage() {
  const t = useT();
  const error = useRouteError();
  const first = error instanceof Error ? error.message : t('app.crashUnknown');
  return (
    <MessagePage title={t('app.crashTitle')} onReload={() => window.location.reload()}>
      {t('common.sentences', { first, second: t('app.crashAdvice') })}
    </MessagePage>
  );
}
