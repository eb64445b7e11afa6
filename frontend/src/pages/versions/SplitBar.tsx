import { Badge, Group, Progress, Stack } from '@mantine/core';
import { useT } from '../../i18n/useT';
import { ALL_SPLITS, SPLIT_COLORS, splitName } from './splits';

/** How images are divided: a bar, and in words. `isEstimate`: the numbers are not counted. */
export function SplitBar({
  splits,
  isEstimate = false,
}: {
  splits: Record<string, number>;
  isEstimate?: boolean;
}) {
  const t = useT();
  const present = ALL_SPLITS.filter((split) => (splits[split] ?? 0) > 0);
  const total = present.reduce((sum, split) => sum + (splits[split] ?? 0), 0);
  return (
    <Stack gap={6}>
      <Progress.Root size="sm" aria-hidden>
        {present.map((split) => (
          <Progress.Section
            key={split}
            value={(100 * (splits[split] ?? 0)) / total}
            color={SPLIT_COLORS[split]}
          />
        ))}
      </Progress.Root>
      <Group gap={6}>
        {present.map((split) => (
          <Badge key={split} variant="light" color={SPLIT_COLORS[split]} tt="none">
            {t(splitName(split))} {isEstimate && '≈ '}
            {t.number(splits[split] ?? 0)}
          </Badge>
        ))}
      </Group>
    </Stack>
  );
}
