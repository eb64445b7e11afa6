import { Center, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { LogoMark } from '../../components/LogoMark';
import { LanguageSwitch } from '../../i18n/LanguageSwitch';
import classes from './LoginFrame.module.css';

interface LoginFrameProps {
  title: string;
  hint?: string | undefined;
  children: ReactNode;
}

/** The card in the middle of the pages that need no account. */
export function LoginFrame({ title, hint, children }: LoginFrameProps) {
  return (
    <Center mih="100vh" px="md" className={classes.dots} component="main">
      <title>{`${title} · Stipple`}</title>
      <Stack w={400} gap="lg">
        <Stack align="center" gap={6}>
          <LogoMark size={52} />
          <Title order={1} size="h2" ta="center">
            {title}
          </Title>
          {hint && (
            <Text c="dimmed" size="sm" ta="center">
              {hint}
            </Text>
          )}
        </Stack>
        <Paper withBorder shadow="sm" p="xl" radius="lg">
          {children}
        </Paper>
        <Center>
          <LanguageSwitch />
        </Center>
      </Stack>
    </Center>
  );
}
