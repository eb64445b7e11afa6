import { Button, Group, Stack, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useT } from '../i18n/useT';
import { PeriodPicker } from './PeriodPicker';
import type { Period } from './period';
import { withPerson } from './personParam';

interface FiguresHeadingProps {
  /** The way to this page. */
  path: ReactNode;
  period: Period;
  /** Whose figures they are; null: everybody's. */
  name: string | null;
  /** What else can be seen of that person. */
  more?: ReactNode;
}

export function FiguresHeading({ path, period, name, more }: FiguresHeadingProps) {
  const t = useT();
  const [params] = useSearchParams();
  return (
    <Stack gap="xs">
      {path}
      <Group justify="space-between">
        <Group gap="sm">
          {name !== null && (
            <Button
              variant="default"
              component={Link}
              to={withPerson(params, null)}
              leftSection={<IconArrowLeft size={16} />}
            >
              {t('quality.everybody')}
            </Button>
          )}
          <Title order={1} size="h2">
            {name === null ? t('quality.title') : t('quality.ofPerson', { name })}
          </Title>
          {name !== null && more}
        </Group>
        <PeriodPicker period={period} />
      </Group>
    </Stack>
  );
}
