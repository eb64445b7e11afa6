import { Stack, Text, ThemeIcon, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  icon: ReactNode;
  title: string;
  children: ReactNode;
  action?: ReactNode;
}

/** What stands in place of an empty list: what belongs here and how to get it. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <Stack align="center" gap="sm" py={72} px="md">
      <ThemeIcon size={64} radius="xl" variant="light">
        {icon}
      </ThemeIcon>
      <Title order={3} ta="center">
        {title}
      </Title>
      <Text c="dimmed" ta="center" maw={460}>
        {children}
      </Text>
      {action}
    </Stack>
  );
}
